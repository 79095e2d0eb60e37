package com.scaiwave.admin.web.caller;

import com.scaiwave.admin.events.PartnerId;

/** What a request is about. */
public sealed interface Scope {

    /** One tenant. */
    record One(Directory.Tenant tenant) implements Scope {}

    /** All tenants of a partner's fleet. */
    record Fleet(PartnerId partner) implements Scope {}

    /** All tenants. */
    record All() implements Scope {}
}
