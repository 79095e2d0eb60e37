package com.scaiwave.admin.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of a partner in the directory. */
public sealed interface PartnerEvent extends AdminEvent {
    PartnerId partner();

    long version();

    @Override
    default StreamId stream() {
        return StreamId.partner(partner());
    }

    /**
     * A partner was created.
     *
     * @param ancestors the partners above it, from the top; never changes
     */
    record PartnerCreated(
            PartnerId partner,
            Slug slug,
            String name,
            Personal contactEmail,
            PartnerStatus status,
            List<PartnerId> ancestors,
            @Nullable Long maxTenants,
            @Nullable Long maxUsersPerTenant,
            @Nullable Long maxApplicationsPerTenant,
            Instant createdAt,
            long version)
            implements PartnerEvent {
        public PartnerCreated {
            ancestors = List.copyOf(ancestors);
        }

        @Override
        public List<Claim> claims() {
            return List.of(Claim.partnerSlug(slug, partner));
        }
    }

    /** A partner was changed; a null field was not changed. */
    record PartnerUpdated(
            PartnerId partner,
            @Nullable Change<String> name,
            @Nullable Change<Personal> contactEmail,
            @Nullable Change<PartnerStatus> status,
            @Nullable Change<Long> maxTenants,
            @Nullable Change<Long> maxUsersPerTenant,
            @Nullable Change<Long> maxApplicationsPerTenant,
            long version)
            implements PartnerEvent {}

    /** Whether new tenants and partners may be created below a partner. */
    enum PartnerStatus {
        ACTIVE,
        SUSPENDED
    }
}
