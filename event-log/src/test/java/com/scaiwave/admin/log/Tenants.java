package com.scaiwave.admin.log;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.LocalId;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantEvent.ResponseMode;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Append.NewEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Tenants that tests begin with, and their events. */
@NullMarked
public final class Tenants {
    private static final Personal ADDRESS =
            Personal.of(new Subject("tnt_a", "actor", "ann"), "192.0.2.1");

    private Tenants() {}

    /** A tenant without limits and features. */
    public static TenantCreated created(
            TenantId id, Slug slug, String name, List<PartnerId> partners, Instant at) {
        return new TenantCreated(
                id, slug, name, partners, null, null, null, null, null, Map.of(), at, 1);
    }

    /** Ada, a model that is on, by a local id of the caller's choice. */
    public static ParticipantCreated ada(TenantId tenant, ParticipantId id, String localId) {
        return new ParticipantCreated(
                tenant,
                id,
                new ModelSlug("scai/large"),
                false,
                new LocalId(localId),
                "Ada",
                "",
                ResponseMode.STREAMING,
                true,
                Instant.EPOCH,
                1,
                1);
    }

    /** Appends events together, each with the metadata that a function gives it. */
    public static void append(
            EventLog log, List<? extends Event> events, Function<Event, EventMetadata> metadata) {
        List<NewEvent> all = new ArrayList<>();
        for (Event event : events) {
            all.add(new NewEvent(UUID.randomUUID(), event, metadata.apply(event)));
        }
        Outcome outcome = log.append(Append.of(all));
        if (!(outcome instanceof Outcome.Appended)) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    /** The metadata of what Ann does. */
    public static EventMetadata byAnn(
            @Nullable TenantId tenant, List<PartnerId> partners, Instant at) {
        return new EventMetadata(
                "ann", ActorType.USER, "req-1", ADDRESS, null, tenant, partners, null, at);
    }
}
