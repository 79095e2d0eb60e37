package com.scaiwave.admin.events;

/** Internal events of the directory: they are not audited and not sent to subscribers. */
public sealed interface DirectoryBookkeeping extends Event {

    /**
     * A tenant was created in the fleet of a partner, and counts towards the partner's limit.
     *
     * @param version the partner's version after the event; it rises because {@code tenant_count}
     *     is shown
     */
    record TenantAdmitted(PartnerId partner, TenantId tenant, long version)
            implements DirectoryBookkeeping {
        @Override
        public StreamId stream() {
            return StreamId.partner(partner);
        }
    }
}
