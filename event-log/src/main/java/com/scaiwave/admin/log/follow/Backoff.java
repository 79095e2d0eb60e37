package com.scaiwave.admin.log.follow;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential backoff with jitter: the pause doubles with each failure in a row, up to a bound, and
 * is shortened by up to half at random, so that processes that failed together don't retry
 * together. Not thread-safe.
 */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    Backoff(Pace pace) {
        this.first = pace.firstPause();
        this.longest = pace.longestPause();
        this.next = first;
    }

    /** Starts again from the first pause, after a success. */
    void reset() {
        next = first;
    }

    /** The pause after one more failure. */
    Duration next() {
        long most = next.toNanos();
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    /** Pauses; if the thread is interrupted, it returns early and keeps the interrupt status. */
    void pause() {
        try {
            Thread.sleep(next());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
