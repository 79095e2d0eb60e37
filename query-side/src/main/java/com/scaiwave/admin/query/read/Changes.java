package com.scaiwave.admin.query.read;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Touched;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** At which position each stream of a log changed last, as far as is remembered. */
final class Changes {
    private static final int REMEMBERED = 50_000;

    /** In the order of their positions. */
    private final Map<StreamId, Long> last = new LinkedHashMap<>();

    /** What is not remembered changed there or before. */
    private long forgotten;

    /** Forgets all: streams may have changed up to a position. */
    synchronized void reset(long position) {
        last.clear();
        forgotten = position;
    }

    /** The next events of the log, in their order. */
    synchronized void add(List<Touched> events) {
        for (Touched event : events) {
            last.remove(event.stream());
            last.put(event.stream(), event.position());
        }
        Iterator<Long> oldest = last.values().iterator();
        while (last.size() > REMEMBERED) {
            forgotten = oldest.next();
            oldest.remove();
        }
    }

    /** Whether none of the streams can have changed after a position. */
    synchronized boolean isUnchanged(Collection<StreamId> streams, long since) {
        return streams.stream().allMatch(s -> last.getOrDefault(s, forgotten) <= since);
    }
}
