package com.scaiwave.admin.query.read;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Touched;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The position at which each stream and each tenant last changed, as far as it is remembered. */
final class Changes {
    private static final int REMEMBERED = 50_000;

    private final Last<StreamId> streams = new Last<>();
    private final Last<TenantId> tenants = new Last<>();

    /** Forgets everything; any stream may have changed up to a position. */
    synchronized void reset(long position) {
        streams.reset(position);
        tenants.reset(position);
    }

    /** Adds the next events of the log, in their order. */
    synchronized void add(List<Touched> events) {
        for (Touched event : events) {
            streams.put(event.stream(), event.position());
            event.stream().tenant().ifPresent(t -> tenants.put(t, event.position()));
        }
    }

    /** Whether none of the streams can have changed after a position. */
    synchronized boolean isUnchanged(Collection<StreamId> wanted, long since) {
        return wanted.stream().allMatch(s -> streams.of(s) <= since);
    }

    /** Whether no event of a tenant can have been recorded after a position. */
    synchronized boolean isQuiet(TenantId tenant, long since) {
        return tenants.of(tenant) <= since;
    }

    /** The last position of each key, in the order of positions. */
    private static final class Last<K> {
        private final SequencedMap<K, Long> positions = new LinkedHashMap<>();

        /** No forgotten key changed after this position. */
        private long forgotten;

        void reset(long position) {
            positions.clear();
            forgotten = position;
        }

        void put(K key, long position) {
            positions.remove(key);
            positions.put(key, position);
            if (positions.size() > REMEMBERED) {
                forgotten = positions.pollFirstEntry().getValue();
            }
        }

        long of(K key) {
            return positions.getOrDefault(key, forgotten);
        }
    }
}
