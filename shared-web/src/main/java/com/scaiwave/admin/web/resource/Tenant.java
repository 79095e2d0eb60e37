package com.scaiwave.admin.web.resource;

import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tenant. A limit that is null does not apply. */
public record Tenant(
        TenantId id,
        Slug slug,
        String name,
        PartnerId partnerId,
        @Nullable String scaikeyTenantId,
        @Nullable Long maxParticipants,
        @Nullable Long maxRooms,
        @Nullable Long maxStorageBytes,
        @Nullable Long aiTokensMonthly,
        Map<String, Object> features,
        Instant createdAt) {

    /** A tenant never changes after its creation. */
    public static Tenant of(TenantCreated e) {
        return new Tenant(
                e.tenant(),
                e.slug(),
                e.name(),
                e.partners().getLast(),
                e.scaikeyTenantId(),
                e.maxParticipants(),
                e.maxRooms(),
                e.maxStorageBytes(),
                e.aiTokensMonthly(),
                e.features(),
                e.createdAt());
    }
}
