package com.scaiwave.admin.command.write;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.scaiwave.admin.events.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates as they were when a command of this process last stood on them. Another process may
 * have gone on since: the log then refuses what was decided on them, and only what is missing is
 * read. Being old costs a second try, never a wrong answer.
 */
final class KeptAggregates {
    private static final long MOST_BYTES = 64L << 20;

    /** What an entry takes beside its texts. */
    private static final long OVERHEAD = 1_024;

    private final Cache<StreamId, Entry> entries =
            Caffeine.newBuilder()
                    .executor(Runnable::run)
                    .maximumWeight(MOST_BYTES)
                    .weigher((StreamId _, Entry entry) -> entry.bytes())
                    .build();

    /** The aggregate's state of its own, and how many events made it; null where none is kept. */
    @Nullable Entry find(StreamId stream) {
        Entry entry = entries.getIfPresent(stream);
        return entry == null
                ? null
                : new Entry(
                        entry.events, entry.state == null ? null : entry.state.copy(), entry.old);
    }

    /** Whether a stream is known to have had just so many events, when it was last looked at. */
    boolean isCurrent(StreamId stream, long events) {
        Entry entry = entries.getIfPresent(stream);
        return entry != null && !entry.old && entry.events == events;
    }

    /** Keeps what the log has just confirmed; the state is the cache's own from now on. */
    void keep(StreamId stream, long events, @Nullable Kept<?> state) {
        entries.asMap()
                .merge(
                        stream,
                        new Entry(events, state, false),
                        (kept, fresh) -> fresh.events > kept.events ? fresh : kept);
    }

    /** Notes that a stream has grown beyond what is kept of it. */
    void outgrown(StreamId stream) {
        entries.asMap()
                .computeIfPresent(stream, (_, kept) -> new Entry(kept.events, kept.state, true));
    }

    /** Keeps nothing of a stream any more that has not grown beyond it after all. */
    void forget(StreamId stream) {
        entries.invalidate(stream);
    }

    /**
     * What is kept of a stream.
     *
     * @param events how many it had
     * @param state what they made; null before the first one
     * @param old whether it is known to have more
     */
    record Entry(long events, @Nullable Kept<?> state, boolean old) {
        int bytes() {
            long characters = state == null ? 0 : state.characters();
            return (int) Math.min(Integer.MAX_VALUE, OVERHEAD + 2 * characters);
        }
    }
}
