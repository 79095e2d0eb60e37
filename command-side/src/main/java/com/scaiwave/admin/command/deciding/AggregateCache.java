package com.scaiwave.admin.command.deciding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.EventLog;
import org.jspecify.annotations.Nullable;

/**
 * The states that commands of this process last stood on. Another process may have appended since:
 * the log then refuses what was decided, and only the missing events are read. A cached state can
 * cost a retry, never a wrong answer.
 */
final class AggregateCache {
    private static final long MOST_BYTES = 64L << 20;

    /** What an entry takes beside its texts. */
    private static final long OVERHEAD = 1_024;

    private final Cache<StreamId, Entry> entries =
            Caffeine.newBuilder()
                    .executor(Runnable::run)
                    .maximumWeight(MOST_BYTES)
                    .weigher((StreamId _, Entry entry) -> entry.bytes())
                    .build();

    AggregateCache(EventLog log) {
        log.onRestart(entries::invalidateAll);
    }

    /** What is cached of a stream; null where nothing is. */
    @Nullable Entry find(StreamId stream) {
        return entries.getIfPresent(stream);
    }

    /** Whether the stream had exactly this number of events when it was last looked at. */
    boolean isCurrent(StreamId stream, long events) {
        Entry entry = entries.getIfPresent(stream);
        return entry != null && !entry.outgrown && entry.events == events;
    }

    /** Caches what the log has just confirmed. */
    void put(StreamId stream, Entry confirmed) {
        entries.asMap()
                .merge(
                        stream,
                        confirmed,
                        (cached, fresh) -> fresh.events > cached.events ? fresh : cached);
    }

    /** Notes that a stream has grown beyond what is cached of it. */
    void outgrown(StreamId stream) {
        entries.asMap()
                .computeIfPresent(
                        stream, (_, cached) -> new Entry(cached.events, cached.state, true));
    }

    /** Evicts a stream that was marked as outgrown and has not grown after all. */
    void evict(StreamId stream) {
        entries.invalidate(stream);
    }

    /**
     * What is cached of a stream.
     *
     * @param events how many it had
     * @param state the state to which they fold; null before the first one
     * @param outgrown whether it is known to have more
     */
    record Entry(long events, @Nullable AggregateState state, boolean outgrown) {
        int bytes() {
            long characters = state == null ? 0 : state.characters();
            return (int) Math.min(Integer.MAX_VALUE, OVERHEAD + 2 * characters);
        }
    }
}
