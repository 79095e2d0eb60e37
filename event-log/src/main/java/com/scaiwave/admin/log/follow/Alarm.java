package com.scaiwave.admin.log.follow;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Wakes a thread when there is something to read. A signal for a position that was read already
 * does not end its wait: an append is signalled by its own process and by the database.
 */
final class Alarm {
    private final Semaphore signal = new Semaphore(1);

    /** Up to where there is something to read, as signalled since the last {@link #reset}. */
    private final AtomicLong signalled = new AtomicLong();

    /** Forgets signals; to be called before reading, so that none is missed meanwhile. */
    void reset() {
        signalled.set(0);
    }

    /** There is something to read, up to a position. */
    void ring(long position) {
        signalled.accumulateAndGet(position, Math::max);
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** Waits for a signal beyond what was read, or for as long as is given. */
    void await(long read, Duration most) throws InterruptedException {
        long look = System.nanoTime() + most.toNanos();
        boolean rung = true;
        while (rung && signalled.get() <= read) {
            rung = signal.tryAcquire(look - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }
}
