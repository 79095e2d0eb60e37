package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.StoredEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a subscriber has seen of a log, and how much of that was not as it should have been. */
final class Seen {
    private static final int PAGE = 1_000;

    private final Map<StreamId, Long> streams = new HashMap<>();
    private volatile Checkpoint checkpoint;
    private long wrong;
    private long order;

    /**
     * Nothing yet.
     *
     * @param checkpoint of the last event that an earlier one has seen
     */
    Seen(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /**
     * Looks at what comes next.
     *
     * @return whether there was something
     */
    boolean next(EventLog log) {
        List<StoredEvent> page = log.readAfter(checkpoint, PAGE);
        page.forEach(this::look);
        return !page.isEmpty();
    }

    /** Looks at an event. */
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

    /** Events that did not follow the one before, in the log or in their stream. */
    long wrong() {
        return wrong;
    }

    /** Differs, all but certainly, where other events were seen, or in another order. */
    long order() {
        return order;
    }
}
