package com.scaiwave.admin.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who did it, from where, for whom and when.
 *
 * @param tenant the tenant that was acted on; null for partners
 * @param partners whose fleets it belongs to: every partner above the tenant, or the partner itself
 *     and those above it, from the top
 * @param actingPartner the partner whose admin acted on a tenant of its fleet
 * @param occurredAt when the caller's command arrived, or when the platform says it happened
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
