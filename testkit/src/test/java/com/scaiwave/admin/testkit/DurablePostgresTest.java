package com.scaiwave.admin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class DurablePostgresTest {

    /** As when a busy disk makes the last checkpoint take longer than the library waits. */
    @Test
    @Tag("thorough")
    void a_stop_waits_for_a_slow_checkpoint(@TempDir Path data) throws Exception {
        DurablePostgres postgres = new DurablePostgres(data);
        postgres.start();
        ProcessHandle main = new Postgres(data).postmaster().orElseThrow();
        List<ProcessHandle> children = main.children().toList();
        Signals.send("STOP", children);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(postgres::stop);
        Waiting.until("a stop is asked for", () -> runsPgCtl());
        Waiting.until("the library gives up", () -> !runsPgCtl());

        boolean early = stopped.isDone();
        Signals.send("CONT", children);
        stopped.get(30, TimeUnit.SECONDS);
        assertThat(early).isFalse();
        assertThat(main.isAlive()).isFalse();
        Folders.delete(data);
    }

    private static boolean runsPgCtl() {
        return ProcessHandle.current()
                .descendants()
                .anyMatch(p -> p.info().command().orElse("").endsWith("pg_ctl"));
    }
}
