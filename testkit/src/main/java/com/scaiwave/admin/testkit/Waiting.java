package com.scaiwave.admin.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for conditions. The pause before the next check is a tenth of the time waited so far, 10 ms
 * at least and 100 ms at most: many checks are requests, which would slow down what is waited for.
 */
public final class Waiting {
    private static final long SHORTEST_NANOS = 10_000_000;
    private static final long LONGEST_NANOS = 100_000_000;
    private static final Duration USUAL = Duration.ofSeconds(30);

    private Waiting() {}

    /** Waits until a condition is true; fails after 30 seconds. */
    public static void until(String what, BooleanSupplier so) {
        until(what, USUAL, so);
    }

    /**
     * Waits until a condition is true.
     *
     * @param what the condition, for the message
     * @throws IllegalStateException if it is not true in time, or the thread is interrupted
     */
    public static void until(String what, Duration most, BooleanSupplier so) {
        if (!checked(most, so)) {
            throw new IllegalStateException("not within " + most + ": " + what);
        }
    }

    /**
     * Whether a condition became true in time.
     *
     * @param condition whose exceptions mean not yet
     * @throws IllegalStateException if the last check before the end threw, with its exception
     */
    public static boolean isTrueWithin(Duration most, Callable<Boolean> condition) {
        AtomicReference<@Nullable Exception> last = new AtomicReference<>();
        boolean isTrue = checked(most, () -> holds(condition, last));
        Exception thrown = last.get();
        if (!isTrue && thrown != null) {
            throw new IllegalStateException("not within " + most, thrown);
        }
        return isTrue;
    }

    private static boolean checked(Duration most, BooleanSupplier so) {
        long start = System.nanoTime();
        while (!so.getAsBoolean()) {
            long waited = System.nanoTime() - start;
            if (waited >= most.toNanos() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Math.clamp(waited / 10, SHORTEST_NANOS, LONGEST_NANOS));
        }
        return true;
    }

    private static boolean holds(
            Callable<Boolean> condition, AtomicReference<@Nullable Exception> thrown) {
        try {
            thrown.set(null);
            return condition.call();
        } catch (Exception e) {
            thrown.set(e);
            return false;
        }
    }
}
