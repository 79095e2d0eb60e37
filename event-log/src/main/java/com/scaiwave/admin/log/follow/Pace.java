package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.StoredEvent;
import java.time.Duration;
import java.util.List;

/**
 * How much followers take at a time, and how soon again.
 *
 * @param events of a batch, at most
 * @param bytes of a batch, as its events are stored; it ends with the event that makes it so large
 * @param slow a batch of several that takes longer holds others up
 * @param poll how long to wait for a signal before looking without one
 * @param firstPause after a failure; it doubles with each further one
 * @param longestPause how far it grows
 */
public record Pace(
        int events,
        long bytes,
        Duration slow,
        Duration poll,
        Duration firstPause,
        Duration longestPause) {

    /** For what is made inside of PostgreSQL, which is tried again as often as is polled. */
    public static final Pace DEFAULT =
            new Pace(
                    500,
                    4L << 20,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1));

    public Pace {
        if (events < 1 || bytes < 1) {
            throw new IllegalArgumentException("a batch has one event at least");
        }
        if (!poll.isPositive()
                || !firstPause.isPositive()
                || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("a poll or pause is not positive, or none grows");
        }
    }

    Pace oneByOne() {
        return new Pace(1, bytes, slow, poll, firstPause, longestPause);
    }

    /** So many of some events as fit a batch, the first one in any case. */
    Page page(List<StoredEvent> found) {
        int taken = 0;
        long size = 0;
        while (taken < found.size() && size < bytes) {
            size += found.get(taken).bytes();
            taken++;
        }
        return new Page(
                found.subList(0, taken), taken < found.size() || EventLog.isFull(found, events));
    }

    /**
     * The events of a batch.
     *
     * @param more whether there may be more behind them
     */
    record Page(List<StoredEvent> events, boolean more) {
        Page {
            events = List.copyOf(events);
        }
    }
}
