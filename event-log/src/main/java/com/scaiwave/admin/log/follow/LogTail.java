package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogForked;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last events of a log, read and decoded once for all followers of this process. A follower
 * that is further behind reads from the log itself.
 */
public final class LogTail implements Pages {
    private static final int KEPT = 1_000;

    /** The stored size; decoded the events take several times that. */
    private static final long KEPT_BYTES = 6 << 20;

    private final EventLog log;
    private final List<StoredEvent> events = new ArrayList<>();
    private long bytes;

    public LogTail(EventLog log) {
        this.log = log;
    }

    public LogName name() {
        return log.name();
    }

    long head() {
        return log.head();
    }

    @Override
    public List<StoredEvent> readAfter(Checkpoint checkpoint, int limit) {
        synchronized (this) {
            List<StoredEvent> next = isLast(checkpoint) ? extended(limit) : kept(checkpoint, limit);
            if (next != null) {
                return next;
            }
        }
        List<StoredEvent> page = log.readAfter(checkpoint, limit);
        start(page);
        return page;
    }

    private boolean isLast(Checkpoint checkpoint) {
        return !events.isEmpty() && events.getLast().checkpoint().equals(checkpoint);
    }

    /** The new events after those that are kept; null if the log was replaced. */
    private @Nullable List<StoredEvent> extended(int limit) {
        try {
            List<StoredEvent> page = log.readAfter(events.getLast().checkpoint(), limit);
            add(page);
            return page;
        } catch (LogForked e) {
            forget();
            return null;
        }
    }

    /**
     * The kept events after a checkpoint; null if there are none, or if the log was replaced, which
     * the id of the last of them shows.
     */
    private @Nullable List<StoredEvent> kept(Checkpoint checkpoint, int limit) {
        if (events.isEmpty()) {
            return null;
        }
        long index = checkpoint.position() - events.getFirst().position();
        if (index < 0
                || index >= events.size()
                || !events.get((int) index).checkpoint().equals(checkpoint)) {
            return null;
        }
        int from = (int) index + 1;
        List<StoredEvent> next =
                List.copyOf(events.subList(from, Math.min(events.size(), from + limit)));
        StoredEvent last = next.getLast();
        if (log.idAt(last.position()).filter(last.id()::equals).isEmpty()) {
            forget();
            return null;
        }
        return next;
    }

    /** Keeps a page instead of the kept events if it ends after them. */
    private synchronized void start(List<StoredEvent> page) {
        if (!page.isEmpty()
                && (events.isEmpty() || page.getLast().position() > events.getLast().position())) {
            forget();
            add(page);
        }
    }

    private void add(List<StoredEvent> page) {
        events.addAll(page);
        bytes += page.stream().mapToLong(StoredEvent::bytes).sum();
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
