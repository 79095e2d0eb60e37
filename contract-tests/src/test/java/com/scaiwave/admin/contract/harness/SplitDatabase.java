package com.scaiwave.admin.contract.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL of a split deployment. It keeps its port, also when it is started again. */
final class SplitDatabase {

    private final Path data;
    private @Nullable EmbeddedPostgres postgres;
    private int port;

    SplitDatabase(Path data) {
        this.data = data;
    }

    void start() throws IOException {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("fsync", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("timezone", "UTC");
        if (port != 0) {
            builder.setPort(port);
        }
        EmbeddedPostgres started = builder.start();
        postgres = started;
        port = started.getPort();
    }

    int port() {
        return port;
    }

    /** The folder that it keeps its data in. */
    Path data() {
        return data;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                Objects.requireNonNull(postgres).getJdbcUrl("postgres", "scaiwave"));
    }

    void stop() {
        EmbeddedPostgres running = postgres;
        if (running == null) {
            return;
        }
        postgres = null;
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
