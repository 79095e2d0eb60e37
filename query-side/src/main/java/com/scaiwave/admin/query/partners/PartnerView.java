package com.scaiwave.admin.query.partners;

import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.DirectoryBookkeeping.TenantAdmitted;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.PartnerEvent;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerEvent.PartnerUpdated;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Folding;
import com.scaiwave.admin.query.projection.Key;
import com.scaiwave.admin.web.resource.Partner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A partner.
 *
 * @param line the partners above it and itself, from the top
 */
record PartnerView(
        PartnerId id,
        Slug slug,
        String name,
        Personal contactEmail,
        PartnerStatus status,
        List<PartnerId> line,
        @Nullable Long maxTenants,
        @Nullable Long maxUsersPerTenant,
        @Nullable Long maxApplicationsPerTenant,
        long tenantCount,
        Instant createdAt,
        long version,
        long position) {
    static final Folding<PartnerView> FOLDING = new PartnerFolding();

    private static PartnerView of(PartnerCreated e, long at) {
        List<PartnerId> line = new ArrayList<>(e.ancestors());
        line.add(e.partner());
        return new PartnerView(
                e.partner(),
                e.slug(),
                e.name(),
                e.contactEmail(),
                e.status(),
                List.copyOf(line),
                e.maxTenants(),
                e.maxUsersPerTenant(),
                e.maxApplicationsPerTenant(),
                0,
                e.createdAt(),
                e.version(),
                at);
    }

    private PartnerView apply(PartnerUpdated e, long at) {
        return new PartnerView(
                id,
                slug,
                Change.apply(e.name(), name),
                Change.apply(e.contactEmail(), contactEmail),
                Change.apply(e.status(), status),
                line,
                Change.applyNullable(e.maxTenants(), maxTenants),
                Change.applyNullable(e.maxUsersPerTenant(), maxUsersPerTenant),
                Change.applyNullable(e.maxApplicationsPerTenant(), maxApplicationsPerTenant),
                tenantCount,
                createdAt,
                e.version(),
                at);
    }

    private PartnerView apply(TenantAdmitted e, long at) {
        return new PartnerView(
                id,
                slug,
                name,
                contactEmail,
                status,
                line,
                maxTenants,
                maxUsersPerTenant,
                maxApplicationsPerTenant,
                tenantCount + 1,
                createdAt,
                e.version(),
                at);
    }

    Partner resource() {
        return new Partner(
                id,
                slug,
                name,
                contactEmail.value(),
                status,
                line.size() == 1 ? null : line.get(line.size() - 2),
                maxTenants,
                maxUsersPerTenant,
                maxApplicationsPerTenant,
                tenantCount,
                createdAt);
    }

    private static final class PartnerFolding implements Folding<PartnerView> {
        @Override
        public Class<PartnerView> type() {
            return PartnerView.class;
        }

        @Override
        public List<Key> touched(Event event) {
            return switch (event) {
                case PartnerEvent e -> List.of(Key.ofDirectory(e.partner()));
                case TenantAdmitted e -> List.of(Key.ofDirectory(e.partner()));
                default -> List.of();
            };
        }

        @Override
        public @Nullable PartnerView apply(Key key, @Nullable PartnerView view, Recorded recorded) {
            return switch (recorded.event()) {
                case PartnerCreated e -> of(e, recorded.position());
                case PartnerUpdated e when view != null -> view.apply(e, recorded.position());
                case TenantAdmitted e when view != null -> view.apply(e, recorded.position());
                default -> view;
            };
        }
    }
}
