package com.scaiwave.admin.log.follow;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Wakes a thread when there are events to read. A signal for a position that was already read does
 * not end its wait, as every append is signalled twice: by its own process and by the database.
 */
final class Alarm {
    private final Semaphore signal = new Semaphore(1);

    /** The highest position that was signalled since the last {@link #reset}. */
    private final AtomicLong signalled = new AtomicLong();

    /**
     * Forgets signals; must be called before reading, so that no signal in the meantime is missed.
     */
    void reset() {
        signalled.set(0);
    }

    /** Signals that there are events up to a position. */
    void ring(long position) {
        signalled.accumulateAndGet(position, Math::max);
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** Waits for a signal beyond the position that was read, at most for the given time. */
    void await(long read, Duration most) throws InterruptedException {
        long look = System.nanoTime() + most.toNanos();
        boolean rung = true;
        while (rung && signalled.get() <= read) {
            rung = signal.tryAcquire(look - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }
}
