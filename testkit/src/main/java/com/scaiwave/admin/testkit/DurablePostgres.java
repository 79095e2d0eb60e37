package com.scaiwave.admin.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL with durable settings, as in production. It keeps its port when it is restarted. */
public final class DurablePostgres implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Path data;
    private @Nullable EmbeddedPostgres postgres;
    private final int port;
    private final Map<String, String> more;

    /** Not started yet, on a port that is free at the moment. */
    public DurablePostgres(Path data) {
        this(data, Ports.free());
    }

    /** Not started yet. */
    public DurablePostgres(Path data, int port) {
        this(data, port, Map.of("max_wal_size", "256MB"));
    }

    /**
     * Not started yet.
     *
     * @param more settings, beside those that make it durable
     */
    public DurablePostgres(Path data, int port, Map<String, String> more) {
        this.data = data;
        this.port = port;
        this.more = Map.copyOf(more);
    }

    /** Starts it on the data in its folder, also after it was killed. */
    public void start() throws IOException {
        // The object of a killed server holds a lock on the data.
        stop();
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setPort(port)
                        .setPGStartupWait(START)
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("fsync", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("timezone", "UTC");
        more.forEach(builder::setServerConfig);
        postgres = builder.start();
    }

    /**
     * The environment variables that give the processes of a split deployment its address and
     * passwords.
     */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("SCAIWAVE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/scaiwave");
        for (String role : List.of("OWNER", "COMMAND", "PROJECTOR", "QUERY")) {
            settings.put("SCAIWAVE_DATABASE_" + role + "PASSWORD", "secret of " + role);
        }
        return settings;
    }

    /** The folder that it keeps its data in. */
    public Path data() {
        return data;
    }

    /** A connection of the superuser to the database of the product. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                Objects.requireNonNull(postgres).getJdbcUrl("postgres", "scaiwave"));
    }

    /** Stops it, if it is running; returns when it writes to its folder no more. */
    public void stop() {
        EmbeddedPostgres running = postgres;
        if (running == null) {
            return;
        }
        postgres = null;
        Optional<ProcessHandle> process = new Postgres(data).postmaster();
        try {
            running.close();
            // The library waits for five seconds only; a busy disk makes the checkpoint longer.
            process.ifPresent(Signals::awaitGone);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
