package com.scaiwave.admin.command.partners;

import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerEvent.PartnerUpdated;
import com.scaiwave.admin.events.Personal;
import org.jspecify.annotations.Nullable;

/** What a body says of a partner; limits that are null do not limit. */
public record PartnerSettings(
        String name,
        Personal contactEmail,
        PartnerStatus status,
        @Nullable Long maxTenants,
        @Nullable Long maxUsersPerTenant,
        @Nullable Long maxApplicationsPerTenant) {

    static PartnerSettings of(PartnerCreated event) {
        return new PartnerSettings(
                event.name(),
                event.contactEmail(),
                event.status(),
                event.maxTenants(),
                event.maxUsersPerTenant(),
                event.maxApplicationsPerTenant());
    }

    PartnerSettings with(PartnerUpdated event) {
        return new PartnerSettings(
                Change.apply(event.name(), name),
                Change.apply(event.contactEmail(), contactEmail),
                Change.apply(event.status(), status),
                Change.applyNullable(event.maxTenants(), maxTenants),
                Change.applyNullable(event.maxUsersPerTenant(), maxUsersPerTenant),
                Change.applyNullable(event.maxApplicationsPerTenant(), maxApplicationsPerTenant));
    }
}
