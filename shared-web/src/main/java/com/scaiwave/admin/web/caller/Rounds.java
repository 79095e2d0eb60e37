package com.scaiwave.admin.web.caller;

import com.nimbusds.jose.KeySourceException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When keys are fetched, and which requests wait for that: a request shares the first fetch that
 * begins after it came. Fetches begin at least a second apart.
 */
final class Rounds {
    static final Duration PACE = Duration.ofSeconds(1);

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** More requests than that are told to come back: no sender of made-up keys holds them all. */
    private static final int MOST_WAITING = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Condition answered = lock.newCondition();
    private long begun;
    private long beganAt;
    private long ended;
    private boolean failed;
    private boolean wanted;
    private int waiting;

    /** Waits until it is time to fetch, for the one thread that does. */
    void awaitTurn() throws InterruptedException {
        lock.lock();
        try {
            while (begun > 0 && untilTurn() > 0) {
                asked.awaitNanos(untilTurn());
            }
            wanted = false;
            begun++;
            beganAt = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /** Says how the fetch went, to all that wait for it. */
    void end(boolean succeeded) {
        lock.lock();
        try {
            failed = !succeeded;
            ended = begun;
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the first fetch of all, if it has not ended yet.
     *
     * @throws KeySourceException when it failed, or takes too long
     */
    void awaitFirst() throws KeySourceException {
        await(false);
    }

    /**
     * Waits for a fetch that begins from now on.
     *
     * @throws KeySourceException when it failed, or takes too long
     */
    void awaitNext() throws KeySourceException {
        await(true);
    }

    private void await(boolean next) throws KeySourceException {
        lock.lock();
        try {
            long round = next ? begun + 1 : 1;
            if (next) {
                wanted = true;
                asked.signal();
            }
            if (waiting == MOST_WAITING) {
                throw new KeySourceException("too many wait for keys");
            }
            awaitEnd(round);
            if (failed) {
                throw new KeySourceException("the issuer does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeySourceException("the server is going down", e);
        } finally {
            lock.unlock();
        }
    }

    private void awaitEnd(long round) throws InterruptedException, KeySourceException {
        long left = PATIENCE.toNanos();
        waiting++;
        try {
            while (ended < round) {
                if (left <= 0) {
                    throw new KeySourceException("the issuer takes too long");
                }
                left = answered.awaitNanos(left);
            }
        } finally {
            waiting--;
        }
    }

    private long untilTurn() {
        Duration pause = wanted || failed ? PACE : FRESH;
        return beganAt + pause.toNanos() - System.nanoTime();
    }
}
