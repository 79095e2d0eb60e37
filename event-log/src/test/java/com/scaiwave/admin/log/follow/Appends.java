package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.Origin;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.Tenants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Appends events for tests of followers. */
@NullMarked
final class Appends {
    static final TenantId SOUND = new TenantId("tnt_sound");
    static final TenantId SICK = new TenantId("tnt_sick");

    private Appends() {}

    /** Enables a plugin for a tenant a number of times, with one append each. */
    static void enable(EventLog log, TenantId tenant, int times) {
        for (int n = 0; n < times; n++) {
            append(log, tenant, enabled(tenant));
        }
    }

    /** Enables a plugin for a tenant a number of times, in one append. */
    static void enableTogether(EventLog log, TenantId tenant, int times) {
        append(log, tenant, Collections.nCopies(times, enabled(tenant)));
    }

    /** Appends an event of a tenant with at least the given size. */
    static void report(EventLog log, TenantId tenant, int bytes) {
        Origin origin = new Origin("//tests", UUID.randomUUID().toString());
        append(log, tenant, new PlatformReported(tenant, origin, "x".repeat(bytes), null, null));
    }

    /** Appends an event that belongs to no tenant. */
    static void ofNoTenant(EventLog log) {
        append(log, null, enabled(SOUND));
    }

    private static PluginEnabled enabled(TenantId tenant) {
        return new PluginEnabled(tenant, new PluginId("scaiwave.web"), Instant.EPOCH, "ann", 1);
    }

    private static void append(EventLog log, @Nullable TenantId tenant, Event event) {
        append(log, tenant, List.of(event));
    }

    private static void append(
            EventLog log, @Nullable TenantId tenant, List<? extends Event> events) {
        EventMetadata metadata =
                new EventMetadata(
                        "ann",
                        ActorType.USER,
                        "req-1",
                        Personal.of(new Subject("tnt_a", "actor", "ann"), "127.0.0.1"),
                        null,
                        tenant,
                        List.of(),
                        null,
                        Instant.EPOCH);
        Tenants.append(log, events, _ -> metadata);
    }

    /** All events from a checkpoint on, as a follower reads them page by page. */
    static List<StoredEvent> readAll(LogTail tail, Checkpoint start, int limit) {
        List<StoredEvent> all = new ArrayList<>();
        Checkpoint checkpoint = start;
        for (List<StoredEvent> page = tail.readAfter(checkpoint, limit);
                !page.isEmpty();
                page = tail.readAfter(checkpoint, limit)) {
            all.addAll(page);
            checkpoint = page.getLast().checkpoint();
        }
        return all;
    }
}
