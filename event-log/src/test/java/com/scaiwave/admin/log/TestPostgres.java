package com.scaiwave.admin.log;

import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.log.vault.Vault;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * A real PostgreSQL for tests: one server a test JVM, a database of its own for whoever asks, with
 * the roles and grants that production has.
 */
public final class TestPostgres {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String MASTER = MasterKey.generate();

    private final EmbeddedPostgres server;
    private final String database;

    private TestPostgres(EmbeddedPostgres server, String database) {
        this.server = server;
        this.database = database;
    }

    /** A new database, with the tables of the logs and the vault. */
    public static TestPostgres create() {
        EmbeddedPostgres server = Server.INSTANCE;
        String database = "test_" + COUNT.incrementAndGet();
        new JdbcTemplate(server.getPostgresDatabase())
                .execute("create database " + database + " owner scaiwave_owner");
        TestPostgres postgres = new TestPostgres(server, database);
        new JdbcTemplate(postgres.as("postgres"))
                .execute(
                        "grant create on database "
                                + database
                                + " to scaiwave_query, scaiwave_owner");
        LogSchema.migrate(postgres.as("scaiwave_owner"), "scaiwave_command", "scaiwave_query");
        return postgres;
    }

    /** Connections as one of the roles: {@code scaiwave_command}, {@code scaiwave_query} … */
    public DataSource as(String role) {
        return server.getDatabase(role, database);
    }

    public Vault vault() {
        return new Vault(as("scaiwave_command"), MasterKey.parse(MASTER));
    }

    /** The log as the command side has it. */
    public EventLog log(LogName name) {
        return new EventLog(name, as("scaiwave_command"), new EventCodec(vault()));
    }

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("max_connections", "200")
                                .start();
                new ResourceDatabasePopulator(
                        false, false, "UTF-8", new ClassPathResource("db/roles.sql")) {
                    {
                        setSeparator(ScriptUtils.EOF_STATEMENT_SEPARATOR);
                    }
                }.execute(server.getPostgresDatabase());
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
