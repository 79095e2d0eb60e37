package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventDigest;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.Tenants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A log in memory, for tests of what follows one. */
@NullMarked
final class MemoryLog implements Pages {
    private final List<StoredEvent> events = new ArrayList<>();

    @Override
    public List<StoredEvent> readAfter(Checkpoint checkpoint, int limit) {
        int from = (int) checkpoint.position();
        return List.copyOf(events.subList(from, Math.min(events.size(), from + limit)));
    }

    /** Adds events of a tenant, or of none. */
    MemoryLog add(@Nullable TenantId tenant, int times) {
        for (int n = 0; n < times; n++) {
            events.add(event(events.size() + 1L, tenant, 10));
        }
        return this;
    }

    /** The checkpoint of a reader that has read up to a position. */
    Checkpoint at(int position) {
        return position == 0 ? Checkpoint.START : events.get(position - 1).checkpoint();
    }

    /** Events of the given stored sizes. */
    static List<StoredEvent> sized(int... bytes) {
        List<StoredEvent> sized = new ArrayList<>();
        for (int size : bytes) {
            sized.add(event(sized.size() + 1L, Appends.SOUND, size));
        }
        return sized;
    }

    private static StoredEvent event(long position, @Nullable TenantId tenant, int bytes) {
        PluginEnabled event =
                new PluginEnabled(
                        Appends.SOUND, new PluginId("scaiwave.web"), Instant.EPOCH, "ann", 1);
        return new StoredEvent(
                position,
                new UUID(0, position),
                event.stream(),
                position - 1,
                event,
                Tenants.byAnn(tenant, List.of(), Instant.EPOCH),
                Instant.EPOCH,
                bytes,
                new EventDigest("test", 1, "", ""));
    }
}
