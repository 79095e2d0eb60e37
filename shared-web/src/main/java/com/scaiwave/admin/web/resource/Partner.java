package com.scaiwave.admin.web.resource;

import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Slug;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A partner. A limit that is null does not apply; counts are those of the whole fleet. */
public record Partner(
        PartnerId id,
        Slug slug,
        String name,
        String contactEmail,
        PartnerStatus status,
        @Nullable PartnerId parentPartnerId,
        @Nullable Long maxTenants,
        @Nullable Long maxUsersPerTenant,
        @Nullable Long maxApplicationsPerTenant,
        long tenantCount,
        Instant createdAt) {}
