package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.StoredEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the events that a subscriber sees, and counts those that are in the wrong place. */
final class Seen {
    private static final int PAGE = 1_000;

    private final Map<StreamId, Long> streams = new HashMap<>();
    private volatile Checkpoint checkpoint;
    private long wrong;
    private long order;

    /**
     * A subscriber that has seen nothing yet.
     *
     * @param checkpoint the checkpoint of the last event that its predecessor has seen
     */
    Seen(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /**
     * Reads and checks the next page.
     *
     * @return whether the page had events
     */
    boolean next(EventLog log) {
        List<StoredEvent> page = log.readAfter(checkpoint, PAGE);
        page.forEach(this::look);
        return !page.isEmpty();
    }

    /** Checks an event. */
    void look(StoredEvent event) {
        Long before = streams.put(event.stream(), event.sequence());
        if (event.position() != checkpoint.position() + 1
                || (before != null && event.sequence() != before + 1)) {
            wrong++;
        }
        order = order * 31 + event.id().hashCode();
        checkpoint = new Checkpoint(event.position(), event.id());
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** The number of events that did not follow their predecessor in the log or in their stream. */
    long wrong() {
        return wrong;
    }

    /**
     * A hash of the order: it almost certainly differs if other events were seen, or another order.
     */
    long order() {
        return order;
    }
}
