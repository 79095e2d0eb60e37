package com.scaiwave.admin.log;

import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.testkit.Folders;
import com.scaiwave.admin.testkit.Waiting;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
    private static final ScheduledExecutorService HOUSEKEEPING =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("housekeeping").factory());
    private static final String CONNECTED = "select pid from pg_stat_activity where datname = ?";

    private final Server server;
    private final String database;

    /** By role. Opening a connection takes more processor time than most tests do. */
    private final Map<String, HikariDataSource> pools = new ConcurrentHashMap<>();

    private TestPostgres(Server server, String database) {
        this.server = server;
        this.database = database;
    }

    /** A new database, with the tables of the logs and the vault. */
    public static TestPostgres create() {
        String database = "test_" + COUNT.incrementAndGet();
        Shared.SERVER.createDatabase(database, "template " + TEMPLATE);
        return new TestPostgres(Shared.SERVER, database);
    }

    /** Copies this database. No test may use it while it is being copied. */
    public TestPostgres copy() {
        disconnect();
        String copy = "test_" + COUNT.incrementAndGet();
        server.createDatabase(copy, "template " + database);
        return new TestPostgres(server, copy);
    }

    /**
     * Closes the pools' connections, since PostgreSQL copies no database that has any. It does so
     * until none is left: a pool may still open one that a test has asked for before.
     */
    private void disconnect() {
        Waiting.until(
                "nobody is connected to " + database,
                Duration.ofSeconds(10),
                () -> {
                    pools.values().forEach(TestPostgres::evict);
                    return server.administrator()
                            .queryForList(CONNECTED, Integer.class, database)
                            .isEmpty();
                });
    }

    /** The same on a server of the caller's own, which must be new and have no roles yet. */
    static TestPostgres on(EmbeddedPostgres server) {
        return new TestPostgres(new Server(server).prepared(), TEMPLATE);
    }

    /** The same database, after a restart of its server. */
    TestPostgres restartedAs(EmbeddedPostgres next) {
        return new TestPostgres(new Server(next), database);
    }

    /**
     * Pooled connections as one of the roles: {@code scaiwave_command}, {@code scaiwave_query} …
     */
    public DataSource as(String role) {
        return pools.computeIfAbsent(role, r -> pool(unpooled(r)));
    }

    /**
     * Connections as one of the roles that are opened anew each time: for a test's own pool, and
     * for tests of how a connection begins or ends.
     */
    public DataSource unpooled(String role) {
        return server.database(database, role);
    }

    /** Runs statements as the superuser, for what none of our roles may do. */
    public JdbcTemplate superuser() {
        return new JdbcTemplate(as("postgres"));
    }

    /**
     * Cuts the connections of a role; returns how many there were. Also evicts them from the pool,
     * which does not check a connection that it has used within half a second.
     */
    public int cutConnectionsOf(String role) {
        int cut = superuser().queryForList(CUT, Boolean.class, role).size();
        HikariDataSource pool = pools.get(role);
        if (pool != null) {
            evict(pool);
        }
        return cut;
    }

    private static void evict(HikariDataSource pool) {
        if (pool.isRunning()) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    public Vault vault() {
        return vault(as("scaiwave_command"));
    }

    /** The vault over connections of the caller's choice. */
    Vault vault(DataSource connections) {
        return Vault.open(connections, MasterKey.parse(MASTER));
    }

    /** The log with the command side's role. */
    public EventLog log(LogName name) {
        return log(name, as("scaiwave_command"));
    }

    /** The log over connections of the caller's choice. */
    EventLog log(LogName name, DataSource connections) {
        return new EventLog(name, connections, new EventCodec(vault()));
    }

    private static HikariDataSource pool(DataSource connections) {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(connections);
        pool.setMaximumPoolSize(16);
        pool.setMinimumIdle(0);
        pool.setInitializationFailTimeout(-1);
        pool.setIdleTimeout(Duration.ofSeconds(10).toMillis());
        pool.setScheduledExecutor(HOUSEKEEPING);
        return pool;
    }

    /**
     * A server, and pooled connections of its superuser.
     *
     * @param administrator connects to a database that no test uses
     */
    private record Server(EmbeddedPostgres postgres, JdbcTemplate administrator) {
        Server(EmbeddedPostgres postgres) {
            this(postgres, new JdbcTemplate(pool(postgres.getPostgresDatabase())));
        }

        DataSource database(String name, String role) {
            return postgres.getDatabase(role, name);
        }

        /** Copies files, which takes less processor time than a copy that is logged. */
        void createDatabase(String name, String template) {
            administrator.execute(
                    "create database %s owner scaiwave_owner %s strategy file_copy"
                            .formatted(name, template));
            administrator.execute(
                    "grant create on database " + name + " to scaiwave_projector, scaiwave_owner");
        }

        Server prepared() {
            new ResourceDatabasePopulator(
                    false, false, "UTF-8", new ClassPathResource("db/roles.sql")) {
                {
                    setSeparator(ScriptUtils.EOF_STATEMENT_SEPARATOR);
                }
            }.execute(postgres.getPostgresDatabase());
            createDatabase(TEMPLATE, "");
            KnownMigrations.migrate(
                    LogSchema.of(
                            database(TEMPLATE, "scaiwave_owner"),
                            "scaiwave_command",
                            "scaiwave_query"));
            return this;
        }
    }

    /** The server of this JVM. It does not vacuum or analyse, since its data is thrown away. */
    private static final class Shared {
        static final Server SERVER = start();

        private static Server start() {
            try {
                return new Server(
                                EmbeddedPostgres.builder()
                                        .setDataDirectory(Folders.forData("postgres"))
                                        .setServerConfig("max_connections", "500")
                                        .setServerConfig("autovacuum", "off")
                                        .setServerConfig("io_method", "sync")
                                        .start())
                        .prepared();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
