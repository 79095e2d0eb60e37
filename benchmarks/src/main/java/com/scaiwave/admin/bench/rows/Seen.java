package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.log.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a subscriber has seen of a log, and how much of that was not as it should have been. */
final class Seen {
    private static final int PAGE = 1_000;

    private final Map<StreamId, Long> streams = new HashMap<>();
    private volatile Token token;
    private long wrong;
    private long order;

    /**
     * Nothing yet.
     *
     * @param token of the last event that an earlier one has seen
     */
    Seen(Token token) {
        this.token = token;
    }

    /**
     * Looks at what comes next.
     *
     * @return whether there was something
     */
    boolean next(EventLog log) {
        List<Recorded> page = log.readAfter(token, PAGE);
        page.forEach(this::look);
        return !page.isEmpty();
    }

    /** Looks at an event. */
    void look(Recorded event) {
        Long before = streams.put(event.stream(), event.sequence());
        if (event.position() != token.position() + 1
                || (before != null && event.sequence() != before + 1)) {
            wrong++;
        }
        order = order * 31 + event.id().hashCode();
        token = new Token(event.position(), event.id());
    }

    Token token() {
        return token;
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
