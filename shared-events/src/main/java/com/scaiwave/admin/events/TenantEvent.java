package com.scaiwave.admin.events;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes of a tenant in the directory. */
public sealed interface TenantEvent extends AdminEvent {

    /**
     * A tenant was created.
     *
     * @param partners the partners whose fleets it is in, from the top; it is directly below the
     *     last one
     */
    record TenantCreated(
            TenantId tenant,
            Slug slug,
            String name,
            List<PartnerId> partners,
            @Nullable String scaikeyTenantId,
            @Nullable Long maxParticipants,
            @Nullable Long maxRooms,
            @Nullable Long maxStorageBytes,
            @Nullable Long aiTokensMonthly,
            Map<String, Object> features,
            Instant createdAt,
            long version)
            implements TenantEvent {
        public TenantCreated {
            partners = List.copyOf(partners);
            features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
        }

        @Override
        public StreamId stream() {
            return StreamId.tenant(tenant);
        }

        @Override
        public List<Claim> claims() {
            return List.of(Claim.tenantSlug(slug, tenant));
        }
    }
}
