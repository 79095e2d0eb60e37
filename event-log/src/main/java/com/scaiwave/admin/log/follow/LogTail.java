package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogForked;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.log.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last events of a log, read and decoded once for all followers of this process. A follower
 * that is further behind reads for itself.
 */
public final class LogTail implements Pages {
    private static final int KEPT = 1_000;

    /** As they are stored; decoded they take several times that. */
    private static final long KEPT_BYTES = 6 << 20;

    private final EventLog log;
    private final List<Recorded> events = new ArrayList<>();
    private long bytes;

    public LogTail(EventLog log) {
        this.log = log;
    }

    LogName name() {
        return log.name();
    }

    long head() {
        return log.head();
    }

    @Override
    public List<Recorded> readAfter(Token token, int limit) {
        synchronized (this) {
            List<Recorded> next = isLast(token) ? extended(limit) : kept(token, limit);
            if (next != null) {
                return next;
            }
        }
        List<Recorded> page = log.readAfter(token, limit);
        start(page);
        return page;
    }

    private boolean isLast(Token token) {
        return !events.isEmpty() && events.getLast().token().equals(token);
    }

    /** What is new behind all that is kept; null where the log is another one than was read. */
    private @Nullable List<Recorded> extended(int limit) {
        try {
            List<Recorded> page = log.readAfter(events.getLast().token(), limit);
            add(page);
            return page;
        } catch (LogForked e) {
            forget();
            return null;
        }
    }

    /**
     * What is kept behind a token; null where nothing is, or where the log is another one than was
     * read, which is seen by its last event.
     */
    private @Nullable List<Recorded> kept(Token token, int limit) {
        if (events.isEmpty()) {
            return null;
        }
        long index = token.position() - events.getFirst().position();
        if (index < 0 || index >= events.size() || !events.get((int) index).token().equals(token)) {
            return null;
        }
        int from = (int) index + 1;
        List<Recorded> next =
                List.copyOf(events.subList(from, Math.min(events.size(), from + limit)));
        Recorded last = next.getLast();
        if (log.idAt(last.position()).filter(last.id()::equals).isEmpty()) {
            forget();
            return null;
        }
        return next;
    }

    /** The follower that reads furthest begins, or moves, what is kept. */
    private synchronized void start(List<Recorded> page) {
        if (!page.isEmpty()
                && (events.isEmpty() || page.getLast().position() > events.getLast().position())) {
            forget();
            add(page);
        }
    }

    private void add(List<Recorded> page) {
        events.addAll(page);
        bytes += page.stream().mapToLong(Recorded::bytes).sum();
        int gone = 0;
        while (events.size() - gone > KEPT || (bytes > KEPT_BYTES && gone < events.size() - 1)) {
            bytes -= events.get(gone).bytes();
            gone++;
        }
        events.subList(0, gone).clear();
    }

    private void forget() {
        events.clear();
        bytes = 0;
    }
}
