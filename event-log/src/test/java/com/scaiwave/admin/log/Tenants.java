package com.scaiwave.admin.log;

import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/** Tenants that stories begin with. */
@NullMarked
public final class Tenants {
    private Tenants() {}

    /** A tenant without limits and features. */
    public static TenantCreated created(
            TenantId id, Slug slug, String name, List<PartnerId> partners, Instant at) {
        return new TenantCreated(
                id, slug, name, partners, null, null, null, null, null, Map.of(), at, 1);
    }
}
