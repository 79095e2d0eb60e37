package com.scaiwave.admin.events;

import java.util.List;

/** What the platform reported. It is recorded once, however often it is reported. */
public sealed interface Reported extends Event permits MeteringEvent, PlatformEvent {
    TenantId tenant();

    Origin origin();

    @Override
    default List<Claim> claims() {
        return List.of(Claim.platformEvent(tenant(), origin()));
    }
}
