package com.scaiwave.admin.log.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;

/** The positions that followers have reached, for tests to wait for. */
@NullMarked
final class Reached implements Consumer<Map<String, Long>> {
    private static final Duration MOST = Duration.ofSeconds(30);

    private final Map<String, Long> positions = new HashMap<>();

    @Override
    public synchronized void accept(Map<String, Long> reached) {
        positions.putAll(reached);
        notifyAll();
    }

    synchronized void await(String follower, long position) throws InterruptedException {
        long deadline = System.nanoTime() + MOST.toNanos();
        while (positions.getOrDefault(follower, 0L) < position) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            assertThat(left).as("%s at %s, is at %s", follower, position, positions).isPositive();
            wait(left);
        }
    }

    /** Polls until a condition holds. */
    static void until(String what, BooleanSupplier so) throws InterruptedException {
        long deadline = System.nanoTime() + MOST.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
        }
    }
}
