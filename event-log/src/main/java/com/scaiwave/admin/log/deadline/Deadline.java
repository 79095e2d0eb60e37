package com.scaiwave.admin.log.deadline;

import java.lang.ScopedValue.Carrier;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The time at which a request stops waiting for PostgreSQL. Code outside a request has no deadline.
 */
public final class Deadline {
    /**
     * The time of an ordinary request. Together with a pool's connection timeout, it lets a request
     * end within five seconds, whatever PostgreSQL does.
     */
    public static final Duration REQUEST = Duration.ofMillis(3_300);

    private static final ScopedValue<AtomicLong> END = ScopedValue.newInstance();

    private Deadline() {}

    /**
     * Binds a deadline, this far from now, to the code that the returned carrier runs. It replaces
     * an outer deadline.
     */
    public static Carrier in(Duration time) {
        return ScopedValue.where(END, new AtomicLong(System.nanoTime() + time.toNanos()));
    }

    /**
     * Runs a step whose time does not count, because it waits for the client, not for PostgreSQL.
     */
    public static <T> T paused(Supplier<T> step) {
        long began = System.nanoTime();
        try {
            return step.get();
        } finally {
            if (END.isBound()) {
                END.get().addAndGet(System.nanoTime() - began);
            }
        }
    }

    /** Makes a step keep the current deadline, if there is one, on whichever thread it runs. */
    public static Runnable carried(Runnable step) {
        if (!END.isBound()) {
            return step;
        }
        AtomicLong end = END.get();
        return () -> ScopedValue.where(END, end).run(step);
    }

    /** Whether the current code has a deadline. */
    public static boolean isSet() {
        return END.isBound();
    }

    /** The time left; zero or less after the deadline, a day if there is none. */
    public static Duration left() {
        return END.isBound()
                ? Duration.ofNanos(END.get().get() - System.nanoTime())
                : Duration.ofDays(1);
    }
}
