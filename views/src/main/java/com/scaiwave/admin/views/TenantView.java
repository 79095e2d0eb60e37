package com.scaiwave.admin.views;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.log.StoredEvent;
import java.util.List;

/** A tenant, which never changes after its creation. */
public record TenantView(TenantCreated created, long position) {
    public static final Fold<TenantView> FOLD =
            Fold.of(TenantView.class)
                    .begin(TenantCreated.class, e -> Key.ofDirectory(e.tenant()), TenantView::of);

    private static TenantView of(TenantCreated e, StoredEvent recorded) {
        return new TenantView(e, recorded.position());
    }

    /** The partners whose fleets it is in, from the top; its table has an index of them. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public List<PartnerId> lineage() {
        return created.partners();
    }
}
