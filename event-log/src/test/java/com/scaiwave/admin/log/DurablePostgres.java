package com.scaiwave.admin.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** A separate PostgreSQL, as durable as in production, that can be killed and restarted. */
@NullMarked
final class DurablePostgres implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres server;
    private TestPostgres database;

    DurablePostgres(Path data) throws IOException {
        this.data = data;
        this.server = builder().start();
        this.database = TestPostgres.on(server);
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
    }

    TestPostgres database() {
        return database;
    }

    /** {@code kill -9} of the postmaster, as when the machine runs out of memory. */
    void kill() throws Exception {
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> processes =
                Stream.concat(postmaster.descendants(), Stream.of(postmaster)).toList();
        assertThat(postmaster.destroyForcibly()).isTrue();
        for (ProcessHandle process : processes) {
            // Its orphaned processes hold the shared memory until they end; a restart fails before.
            process.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    /** Starts again on the same data and port. */
    void restart() throws IOException {
        int port = server.getPort();
        server.close();
        server = builder().setPort(port).start();
        database = database.restartedAs(server);
    }

    /** Returns when it writes to its folder no more; the library waits for five seconds only. */
    @Override
    public void close() throws IOException {
        ProcessHandle postmaster = postmaster();
        server.close();
        postmaster.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private ProcessHandle postmaster() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(20))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
    }

    private String setting(String name) {
        String value = database.superuser().queryForObject("show " + name, String.class);
        return value == null ? "" : value;
    }
}
