package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.StoredEvent;
import java.time.Duration;
import java.util.List;

/**
 * The batch sizes and the intervals of followers.
 *
 * @param events the most events in a batch
 * @param bytes the stored size of its events at which a batch ends, with the event that reaches it
 * @param slow the time after which a batch of several followers, or the part of one, is slow
 * @param poll how long to wait for a signal before reading without one
 * @param firstPause the pause after a failure; it doubles with each further one
 * @param longestPause the longest that the pause grows
 * @param rest the least time between two batches of a follower that has caught up, so that events
 *     gather
 */
public record Pace(
        int events,
        long bytes,
        Duration slow,
        Duration poll,
        Duration firstPause,
        Duration longestPause,
        Duration rest) {

    /** For followers that only write to PostgreSQL, which may retry as often as they poll. */
    public static final Pace DEFAULT =
            new Pace(
                    500,
                    4L << 20,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1),
                    Duration.ZERO);

    public Pace {
        if (events < 1 || bytes < 1) {
            throw new IllegalArgumentException("a batch has one event at least");
        }
        if (!poll.isPositive()
                || !firstPause.isPositive()
                || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "the poll or a pause is not positive, or the longest pause is too short");
        }
    }

    Pace oneByOne() {
        return batches(1);
    }

    /** The same pace with another number of events in a batch. */
    public Pace batches(int most) {
        return new Pace(most, bytes, slow, poll, firstPause, longestPause, rest);
    }

    /** The same pace with a rest between two batches. */
    public Pace resting(Duration between) {
        return new Pace(events, bytes, slow, poll, firstPause, longestPause, between);
    }

    /** The first of the events that were found, as many as fit a batch, but at least one. */
    Taken take(List<StoredEvent> found) {
        int taken = 0;
        long size = 0;
        while (taken < found.size() && size < bytes) {
            size += found.get(taken).bytes();
            taken++;
        }
        return new Taken(
                found.subList(0, taken), taken < found.size() || EventLog.isFull(found, events));
    }

    /**
     * The events of a batch.
     *
     * @param more whether there may be more events after them
     */
    record Taken(List<StoredEvent> events, boolean more) {
        Taken {
            events = List.copyOf(events);
        }
    }
}
