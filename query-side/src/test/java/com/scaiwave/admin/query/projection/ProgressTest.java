package com.scaiwave.admin.query.projection;

import static com.scaiwave.admin.log.LogName.ADMINISTRATION;
import static com.scaiwave.admin.log.LogName.METERING;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.testkit.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A read waits until its projection has moved far enough. */
@NullMarked
class ProgressTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Progress progress = new Progress();

    @Test
    void what_was_reached_is_not_waited_for() throws InterruptedException {
        progress.reached(ADMINISTRATION, Map.of("audit", 7L));

        assertThat(progress.await("audit", ADMINISTRATION, 7, LONG)).isTrue();
        assertThat(progress.await("audit", ADMINISTRATION, 6, LONG)).isTrue();
    }

    @Test
    void what_was_not_reached_is_waited_for_in_vain() throws InterruptedException {
        progress.reached(ADMINISTRATION, Map.of("audit", 7L));

        assertThat(progress.await("audit", ADMINISTRATION, 8, Duration.ZERO)).isFalse();
        assertThat(progress.await("audit", METERING, 7, Duration.ZERO)).isFalse();
        assertThat(progress.await("models", ADMINISTRATION, 0, Duration.ZERO)).isFalse();
        long begun = System.nanoTime();
        assertThat(progress.await("audit", ADMINISTRATION, 8, Duration.ofMillis(20))).isFalse();
        progress.awaitMove(progress.moves(), Duration.ofMillis(20));
        assertThat(System.nanoTime() - begun)
                .isGreaterThanOrEqualTo(Duration.ofMillis(40).toNanos());
    }

    @Test
    void a_move_ends_a_wait() throws Exception {
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        CompletableFuture<Void> moved = new CompletableFuture<>();
        Thread first =
                Thread.ofPlatform()
                        .start(() ->
                                complete(() ->
                                        reached.complete(
                                                progress.await("audit", ADMINISTRATION, 7, LONG))));
        long moves = progress.moves();
        Thread second =
                Thread.ofPlatform()
                        .start(() ->
                                complete(() -> {
                                    progress.awaitMove(moves, LONG);
                                    moved.complete(null);
                                }));
        Waiting.until("both wait", () -> isWaiting(first) && isWaiting(second));

        progress.reached(ADMINISTRATION, Map.of("audit", 7L));

        assertThat(reached.get(30, TimeUnit.SECONDS)).isTrue();
        moved.get(30, TimeUnit.SECONDS);
    }

    @Test
    void only_a_new_position_is_a_move() {
        long before = progress.moves();
        progress.reached(ADMINISTRATION, Map.of("audit", 7L, "models", 7L));
        assertThat(progress.moves()).isEqualTo(before + 1);
        progress.reached(ADMINISTRATION, Map.of("audit", 7L, "models", 7L));
        assertThat(progress.moves()).isEqualTo(before + 1);
        progress.reached(ADMINISTRATION, Map.of("audit", 7L, "models", 8L));
        assertThat(progress.moves()).isEqualTo(before + 2);
        progress.reached(METERING, Map.of("audit", 7L));
        assertThat(progress.moves()).isEqualTo(before + 3);
    }

    @Test
    void a_move_that_has_happened_is_not_waited_for() throws InterruptedException {
        long before = progress.moves();
        progress.reached(ADMINISTRATION, Map.of("audit", 7L));

        progress.awaitMove(before, LONG);
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static void complete(Interruptible step) {
        try {
            step.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Interruptible {
        void run() throws InterruptedException;
    }
}
