package com.scaiwave.admin.bench.bed;

import com.scaiwave.admin.testkit.DurablePostgres;
import com.scaiwave.admin.testkit.Ports;
import com.scaiwave.admin.testkit.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A PostgreSQL with durable settings, the same as the product gives its own. Like the product's, it
 * records commit times and can time statements, for measurements inside of it.
 */
public final class Server implements AutoCloseable {
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "shared_buffers", "512MB",
                    "bgwriter_delay", "20ms",
                    "bgwriter_lru_maxpages", "1000",
                    "track_commit_timestamp", "on",
                    "shared_preload_libraries", "pg_stat_statements",
                    "pg_stat_statements.track", "none");

    private final DurablePostgres postgres;
    private final int port;

    private Server(Path data, int port) {
        this.postgres = new DurablePostgres(data, port, SETTINGS);
        this.port = port;
    }

    static Server start(Path data) {
        return start(data, Ports.free());
    }

    private static Server start(Path data, int port) {
        Server server = new Server(data, port);
        try {
            server.postgres.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start in " + data, e);
        }
    }

    /** Creates a data directory. Any server that runs on it records commit times. */
    static void prepare(Path data) {
        try (Server server = start(data)) {
            for (String setting :
                    new String[] {
                        "track_commit_timestamp = 'on'",
                        "shared_preload_libraries = 'pg_stat_statements'",
                        "\"pg_stat_statements.track\" = 'none'"
                    }) {
                server.sql().sql("alter system set " + setting).update();
            }
        }
    }

    /** Creates an empty database. */
    public void create(String database) {
        sql().sql("create database " + database).update();
    }

    /** The JDBC URL of a database, without user. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Connections of a user, which are not pooled. */
    public DataSource as(String user, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url(database));
        source.setUser(user);
        source.setReWriteBatchedInserts(true);
        return source;
    }

    /** Runs statements as the superuser. */
    public JdbcClient sql(String database) {
        return JdbcClient.create(as("postgres", database));
    }

    private JdbcClient sql() {
        return sql("postgres");
    }

    /** Flushes earlier writes to disk, so that the next measurement does not pay for them. */
    public void settle() {
        sql().sql("checkpoint").update();
    }

    /** SIGKILL to all of its processes. */
    public void kill() {
        new Postgres(postgres.data()).kill9();
        close();
    }

    /** Starts a server in place of one that was killed. */
    public Server restart() {
        return start(postgres.data(), port);
    }

    @Override
    public void close() {
        postgres.close();
    }
}
