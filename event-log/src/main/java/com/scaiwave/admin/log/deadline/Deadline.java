package com.scaiwave.admin.log.deadline;

import java.lang.ScopedValue.Carrier;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * By when a request has to be done with PostgreSQL: whoever then still waits for it gives up. What
 * is in no request has no deadline.
 */
public final class Deadline {
    /**
     * For an ordinary request. Together with the time that a pool may take to find that it has no
     * connection, it ends within five seconds, whatever PostgreSQL does.
     */
    public static final Duration REQUEST = Duration.ofMillis(3_300);

    private static final ScopedValue<AtomicLong> END = ScopedValue.newInstance();

    private Deadline() {}

    /**
     * Runs what is then called with a deadline this far from now, in place of any deadline set
     * outside.
     */
    public static Carrier in(Duration time) {
        return ScopedValue.where(END, new AtomicLong(System.nanoTime() + time.toNanos()));
    }

    /**
     * Has a step be done whose time does not count: it waits for the client, not for PostgreSQL.
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

    /** Has a step be done within this deadline, if there is one, wherever it runs. */
    public static Runnable carried(Runnable step) {
        if (!END.isBound()) {
            return step;
        }
        AtomicLong end = END.get();
        return () -> ScopedValue.where(END, end).run(step);
    }

    /** Whether there is one. */
    public static boolean isSet() {
        return END.isBound();
    }

    /** How long until then; zero or less when it has passed, and very long where there is none. */
    public static Duration left() {
        return END.isBound()
                ? Duration.ofNanos(END.get().get() - System.nanoTime())
                : Duration.ofDays(1);
    }
}
