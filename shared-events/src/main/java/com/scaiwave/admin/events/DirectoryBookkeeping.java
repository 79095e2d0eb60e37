package com.scaiwave.admin.events;

/** What the directory notes for itself: no audit entry tells of it, no subscriber sees it. */
public sealed interface DirectoryBookkeeping extends Event {

    /**
     * A tenant was created in the fleet of the partner, and counts towards its limit.
     *
     * @param version the partner's version after it, since its {@code tenant_count} shows
     */
    record TenantAdmitted(PartnerId partner, TenantId tenant, long version)
            implements DirectoryBookkeeping {
        @Override
        public StreamId stream() {
            return StreamId.partner(partner);
        }
    }
}
