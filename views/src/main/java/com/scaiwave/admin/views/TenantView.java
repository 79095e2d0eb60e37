package com.scaiwave.admin.views;

import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant, which never changes after its creation.
 *
 * @param line the partners whose fleets it is in, from the top
 */
public record TenantView(
        TenantId id,
        Slug slug,
        String name,
        List<PartnerId> line,
        @Nullable String scaikeyTenantId,
        @Nullable Long maxParticipants,
        @Nullable Long maxRooms,
        @Nullable Long maxStorageBytes,
        @Nullable Long aiTokensMonthly,
        Map<String, Object> features,
        Instant createdAt,
        long version,
        long position) {
    public static final Fold<TenantView> FOLD =
            Fold.of(TenantView.class)
                    .begin(TenantCreated.class, e -> Key.ofDirectory(e.tenant()), TenantView::of);

    private static TenantView of(TenantCreated e, StoredEvent recorded) {
        return new TenantView(
                e.tenant(),
                e.slug(),
                e.name(),
                e.partners(),
                e.scaikeyTenantId(),
                e.maxParticipants(),
                e.maxRooms(),
                e.maxStorageBytes(),
                e.aiTokensMonthly(),
                e.features(),
                e.createdAt(),
                e.version(),
                recorded.position());
    }
}
