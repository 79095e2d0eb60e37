package com.scaiwave.admin.web.caller;

import com.scaiwave.admin.events.PartnerId;

/** The tenants that a request acts on. */
public sealed interface TenantSet {

    /** One tenant. */
    record One(Directory.Tenant tenant) implements TenantSet {}

    /** All tenants of a partner's fleet. */
    record Fleet(PartnerId partner) implements TenantSet {}

    /** All tenants. */
    record All() implements TenantSet {}
}
