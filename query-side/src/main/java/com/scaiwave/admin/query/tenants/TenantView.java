package com.scaiwave.admin.query.tenants;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Folding;
import com.scaiwave.admin.query.projection.Key;
import com.scaiwave.admin.web.resource.Tenant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant.
 *
 * @param line the partners whose fleets it is in, from the top
 */
record TenantView(Tenant resource, List<PartnerId> line, long version, long position) {
    static final Folding<TenantView> FOLDING = new TenantFolding();

    private static final class TenantFolding implements Folding<TenantView> {
        @Override
        public Class<TenantView> type() {
            return TenantView.class;
        }

        @Override
        public List<Key> touched(Event event) {
            return event instanceof TenantCreated e
                    ? List.of(Key.ofDirectory(e.tenant()))
                    : List.of();
        }

        @Override
        public @Nullable TenantView apply(Key key, @Nullable TenantView view, Recorded recorded) {
            return recorded.event() instanceof TenantCreated e
                    ? new TenantView(Tenant.of(e), e.partners(), e.version(), recorded.position())
                    : view;
        }
    }
}
