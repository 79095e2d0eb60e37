package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.LogForked;
import com.scaiwave.admin.log.StoredEvent;
import java.util.ArrayList;
import java.util.List;

/** Reads a log page by page: the log itself, its tail, or a read-ahead. */
@FunctionalInterface
public interface Pages {

    /**
     * The next events after a checkpoint, oldest first; none at the end of the log.
     *
     * @throws LogForked when the event at the checkpoint is not the one that was read there
     */
    List<StoredEvent> readAfter(Checkpoint checkpoint, int limit);

    /** The same log, as if it ended at a position. */
    default Pages upTo(long position) {
        return (checkpoint, limit) -> {
            List<StoredEvent> events = new ArrayList<>(readAfter(checkpoint, limit));
            events.removeIf(e -> e.position() > position);
            return events;
        };
    }
}
