package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.LogForked;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.log.Token;
import java.util.ArrayList;
import java.util.List;

/** Reads a log page by page: the log itself, its tail, or a read-ahead. */
@FunctionalInterface
public interface Pages {

    /**
     * The next events after a token, oldest first; none at the end of the log.
     *
     * @throws LogForked when the event at the token is not the one that was read there
     */
    List<Recorded> readAfter(Token token, int limit);

    /** The same log, as if it ended at a position. */
    default Pages upTo(long position) {
        return (token, limit) -> {
            List<Recorded> events = new ArrayList<>(readAfter(token, limit));
            events.removeIf(e -> e.position() > position);
            return events;
        };
    }
}
