package com.scaiwave.admin.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who caused an event, from where, in which tenant and when.
 *
 * @param tenant the tenant that was changed; null for events of partners and of the proofs
 * @param partners the partners whose fleets the event belongs to, from the top: all those above the
 *     tenant; for an event of a partner, those above it and the partner itself
 * @param actingPartner the partner whose admin acted on a tenant of its fleet; null otherwise
 * @param occurredAt when the command arrived, or the time that the platform reported
 */
public record EventMetadata(
        String actorId,
        ActorType actorType,
        @Nullable String requestId,
        @Nullable Personal ip,
        @Nullable Personal userAgent,
        @Nullable TenantId tenant,
        List<PartnerId> partners,
        @Nullable PartnerId actingPartner,
        Instant occurredAt) {

    public EventMetadata {
        partners = List.copyOf(partners);
    }
}
