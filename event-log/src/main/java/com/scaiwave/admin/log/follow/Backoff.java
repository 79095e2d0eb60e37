package com.scaiwave.admin.log.follow;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to pause after failures in a row: twice as long after each, up to a bound, and less by
 * up to half at random, so that processes that failed together don't come back together. For one
 * thread.
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

    /** It went well. */
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

    /** Pauses, or less where the thread is interrupted, which it still is then. */
    void pause() {
        try {
            Thread.sleep(next());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
