package com.scaiwave.admin.log;

import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.log.vault.Vault;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * A real PostgreSQL for tests: one server per test JVM and one database per instance, with the
 * roles and grants of production.
 */
@NullMarked
public final class TestPostgres {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String MASTER = MasterKey.generate();
    private static final String TEMPLATE = "test_template";
    private static final String CUT =
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and usename = ?
            """;

    private final EmbeddedPostgres server;
    private final String database;

    /** A new connection costs more than most statements, since it compiles {@code append} again. */
    private final HikariDataSource commands = new HikariDataSource();

    private TestPostgres(EmbeddedPostgres server, String database) {
        this.server = server;
        this.database = database;
        commands.setDataSource(as("scaiwave_command"));
        commands.setMaximumPoolSize(8);
        commands.setMinimumIdle(0);
        commands.setInitializationFailTimeout(-1);
        commands.setIdleTimeout(Duration.ofSeconds(10).toMillis());
    }

    /** A new database, with the tables of the logs and the vault. */
    public static TestPostgres create() {
        String database = "test_" + COUNT.incrementAndGet();
        createDatabase(Server.INSTANCE, database, "template " + TEMPLATE);
        return new TestPostgres(Server.INSTANCE, database);
    }

    /** A copy of this database, which must not have any other connections meanwhile. */
    public TestPostgres copy() {
        if (commands.isRunning()) {
            commands.getHikariPoolMXBean().softEvictConnections();
        }
        String copy = "test_" + COUNT.incrementAndGet();
        createDatabase(server, copy, "template " + database);
        return new TestPostgres(server, copy);
    }

    /** The same on a server of the caller's own, which must be new and have no roles yet. */
    static TestPostgres on(EmbeddedPostgres server) {
        prepare(server);
        return new TestPostgres(server, TEMPLATE);
    }

    /** The same database, after a restart of its server. */
    TestPostgres restartedAs(EmbeddedPostgres next) {
        return new TestPostgres(next, database);
    }

    /** Connections as one of the roles: {@code scaiwave_command}, {@code scaiwave_query} … */
    public DataSource as(String role) {
        return server.getDatabase(role, database);
    }

    /** Runs statements as the superuser, for what none of our roles may do. */
    public JdbcTemplate superuser() {
        return new JdbcTemplate(as("postgres"));
    }

    /** Cuts the connections of a role; returns how many there were. */
    public int cutConnectionsOf(String role) {
        return superuser().queryForList(CUT, Boolean.class, role).size();
    }

    public Vault vault() {
        return vault(commands);
    }

    /** The vault over connections of the caller's choice. */
    Vault vault(DataSource connections) {
        return Vault.open(connections, MasterKey.parse(MASTER));
    }

    /** The log with the command side's role. */
    public EventLog log(LogName name) {
        return log(name, commands);
    }

    /** The log over connections of the caller's choice. */
    EventLog log(LogName name, DataSource connections) {
        return new EventLog(name, connections, new EventCodec(vault()));
    }

    /** Copies files, which takes less processor time than a copy that is logged. */
    private static void createDatabase(EmbeddedPostgres server, String database, String template) {
        new JdbcTemplate(server.getPostgresDatabase())
                .execute(
                        "create database %s owner scaiwave_owner %s strategy file_copy"
                                .formatted(database, template));
        new JdbcTemplate(server.getDatabase("postgres", database))
                .execute(
                        "grant create on database "
                                + database
                                + " to scaiwave_projector, scaiwave_owner");
    }

    private static void prepare(EmbeddedPostgres server) {
        new ResourceDatabasePopulator(
                false, false, "UTF-8", new ClassPathResource("db/roles.sql")) {
            {
                setSeparator(ScriptUtils.EOF_STATEMENT_SEPARATOR);
            }
        }.execute(server.getPostgresDatabase());
        createDatabase(server, TEMPLATE, "");
        LogSchema.migrate(
                server.getDatabase("scaiwave_owner", TEMPLATE),
                "scaiwave_command",
                "scaiwave_query");
    }

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("max_connections", "500")
                                .start();
                prepare(server);
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
