package com.scaiwave.admin.command.partners;

import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.Personal;
import org.jspecify.annotations.Nullable;

/** What a body says of a partner; limits that are null do not limit. */
public record PartnerSettings(
        String name,
        Personal contactEmail,
        PartnerStatus status,
        @Nullable Long maxTenants,
        @Nullable Long maxUsersPerTenant,
        @Nullable Long maxApplicationsPerTenant) {}
