package com.scaiwave.admin.views;

import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.DirectoryBookkeeping.TenantAdmitted;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerEvent.PartnerUpdated;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.log.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A partner.
 *
 * @param lineage the partners above it and the partner itself, from the top
 */
public record PartnerView(
        PartnerId id,
        Slug slug,
        String name,
        Personal contactEmail,
        PartnerStatus status,
        List<PartnerId> lineage,
        @Nullable Long maxTenants,
        @Nullable Long maxUsersPerTenant,
        @Nullable Long maxApplicationsPerTenant,
        long tenantCount,
        Instant createdAt,
        long version,
        long position) {
    public static final Fold<PartnerView> FOLD =
            Fold.of(PartnerView.class)
                    .begin(PartnerCreated.class, e -> Key.ofDirectory(e.partner()), PartnerView::of)
                    .on(PartnerUpdated.class, e -> Key.ofDirectory(e.partner()), PartnerView::apply)
                    .on(
                            TenantAdmitted.class,
                            e -> Key.ofDirectory(e.partner()),
                            PartnerView::apply);

    private static PartnerView of(PartnerCreated e, StoredEvent recorded) {
        List<PartnerId> lineage = new ArrayList<>(e.ancestors());
        lineage.add(e.partner());
        return new PartnerView(
                e.partner(),
                e.slug(),
                e.name(),
                e.contactEmail(),
                e.status(),
                List.copyOf(lineage),
                e.maxTenants(),
                e.maxUsersPerTenant(),
                e.maxApplicationsPerTenant(),
                0,
                e.createdAt(),
                e.version(),
                recorded.position());
    }

    private PartnerView apply(PartnerUpdated e, StoredEvent recorded) {
        return new PartnerView(
                id,
                slug,
                Change.apply(e.name(), name),
                Change.apply(e.contactEmail(), contactEmail),
                Change.apply(e.status(), status),
                lineage,
                Change.applyNullable(e.maxTenants(), maxTenants),
                Change.applyNullable(e.maxUsersPerTenant(), maxUsersPerTenant),
                Change.applyNullable(e.maxApplicationsPerTenant(), maxApplicationsPerTenant),
                tenantCount,
                createdAt,
                e.version(),
                recorded.position());
    }

    private PartnerView apply(TenantAdmitted e, StoredEvent recorded) {
        return new PartnerView(
                id,
                slug,
                name,
                contactEmail,
                status,
                lineage,
                maxTenants,
                maxUsersPerTenant,
                maxApplicationsPerTenant,
                tenantCount + 1,
                createdAt,
                e.version(),
                recorded.position());
    }
}
