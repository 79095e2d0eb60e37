package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.log.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * The last events of a log, read and decoded once for all followers of this process. Who is further
 * behind reads for itself.
 */
final class LogTail {
    private static final int KEPT = 1_000;

    private final EventLog log;
    private final List<Recorded> events = new ArrayList<>();

    LogTail(EventLog log) {
        this.log = log;
    }

    /** The next events after a token, at most {@code limit}. */
    List<Recorded> readAfter(Token token, int limit) {
        synchronized (this) {
            if (isLast(token)) {
                extend(limit);
            }
            List<Recorded> next = after(token);
            if (!next.isEmpty() || isLast(token)) {
                return List.copyOf(next.subList(0, Math.min(limit, next.size())));
            }
        }
        List<Recorded> page = log.readAfter(token, limit);
        start(page);
        return page;
    }

    private boolean isLast(Token token) {
        return !events.isEmpty() && tokenOf(events.getLast()).equals(token);
    }

    private void extend(int limit) {
        events.addAll(log.readAfter(tokenOf(events.getLast()), limit));
        if (events.size() > KEPT) {
            events.subList(0, events.size() - KEPT).clear();
        }
    }

    /** What is kept behind a token, if the very event at it is kept, too. */
    private List<Recorded> after(Token token) {
        if (events.isEmpty()) {
            return List.of();
        }
        long index = token.position() - events.getFirst().position();
        if (index < 0
                || index >= events.size()
                || !tokenOf(events.get((int) index)).equals(token)) {
            return List.of();
        }
        return events.subList((int) index + 1, events.size());
    }

    /** Whoever reads furthest begins, or moves, what is kept. */
    private synchronized void start(List<Recorded> page) {
        if (!page.isEmpty()
                && (events.isEmpty() || page.getLast().position() > events.getLast().position())) {
            events.clear();
            events.addAll(page);
        }
    }

    static Token tokenOf(Recorded recorded) {
        return new Token(recorded.position(), recorded.id());
    }
}
