package com.scaiwave.admin.bench.bed;

import com.scaiwave.admin.testkit.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A PostgreSQL with durable settings, the same as the product gives its own. Like the product's, it
 * records commit times and can time statements, for measurements inside of it.
 */
public final class Server implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final Path data;

    private Server(EmbeddedPostgres postgres, Path data) {
        this.postgres = postgres;
        this.data = data;
    }

    static Server start(Path data) {
        return start(data, Ports.free());
    }

    private static Server start(Path data, int port) {
        try {
            return new Server(
                    EmbeddedPostgres.builder()
                            .setPort(port)
                            .setDataDirectory(data)
                            .setCleanDataDirectory(false)
                            .setRegisterShutdownHook(false)
                            .setPGStartupWait(PATIENCE)
                            .setServerConfig("listen_addresses", "127.0.0.1")
                            .setServerConfig("fsync", "on")
                            .setServerConfig("full_page_writes", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("max_connections", "200")
                            .setServerConfig("shared_buffers", "512MB")
                            .setServerConfig("bgwriter_delay", "20ms")
                            .setServerConfig("bgwriter_lru_maxpages", "1000")
                            .setServerConfig("timezone", "UTC")
                            .setServerConfig("track_commit_timestamp", "on")
                            .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                            .setServerConfig("pg_stat_statements.track", "none")
                            .start(),
                    data);
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
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    /** Connections of the superuser, which are not pooled. */
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
        List<ProcessHandle> processes = new ArrayList<>();
        ProcessHandle.of(postmaster())
                .ifPresent(first -> {
                    processes.add(first);
                    first.descendants().forEach(processes::add);
                });
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(p -> p.onExit().join());
        close();
    }

    /** Starts a server in place of one that was killed. */
    public Server restart() {
        return start(data, postgres.getPort());
    }

    private long postmaster() {
        try {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL is not running in " + data, e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
