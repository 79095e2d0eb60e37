package com.scaiwave.admin.web.caller;

import com.nimbusds.jose.KeySourceException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Schedules the fetches of keys, and lets requests wait for them. A request waits for the first
 * fetch that begins after its arrival; requests share it. Fetches begin at least one second apart.
 */
final class Rounds {
    static final Duration PACE = Duration.ofSeconds(1);

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * At most this many requests wait, and others are told to retry. So made-up keys can't block
     * any number of requests.
     */
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

    /** Waits until the next fetch is due; for the one thread that fetches. */
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

    /** Ends the fetch, and wakes the requests that wait for it. */
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
     * Waits for the first fetch since the start, unless it has ended.
     *
     * @throws KeySourceException if it failed or takes over two seconds, or too many requests wait
     */
    void awaitFirst() throws KeySourceException {
        await(false);
    }

    /**
     * Waits for a fetch that begins after this call.
     *
     * @throws KeySourceException if it failed or takes over two seconds, or too many requests wait
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
                throw new KeySourceException("too many requests wait for keys");
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
