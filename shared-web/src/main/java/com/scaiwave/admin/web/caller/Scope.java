package com.scaiwave.admin.web.caller;

import com.scaiwave.admin.events.PartnerId;

/** The tenants that a request acts on. */
public sealed interface Scope {

    /** One tenant. */
    record One(Directory.Tenant tenant) implements Scope {}

    /** All tenants of a partner's fleet. */
    record Fleet(PartnerId partner) implements Scope {}

    /** All tenants. */
    record All() implements Scope {}
}
