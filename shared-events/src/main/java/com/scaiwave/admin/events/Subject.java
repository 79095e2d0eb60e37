package com.scaiwave.admin.events;

/**
 * What a personal value belongs to: a person or thing within a tenant, or within a partner. Each
 * subject has a key of its own, so that erasing a person in one tenant leaves all others as they
 * are.
 *
 * @param owner the id of the tenant or partner
 * @param type {@code actor}, or the {@code resource_type} of audit entries
 */
public record Subject(String owner, String type, String id) {

    public static Subject of(TenantId tenant, String type, String id) {
        return new Subject(tenant.value(), type, id);
    }

    /** A partner itself. */
    public static Subject of(PartnerId partner) {
        return new Subject(partner.value(), "partner", partner.value());
    }

    /** An actor, as it is known in a tenant. */
    public static Subject actor(TenantId tenant, String id) {
        return of(tenant, "actor", id);
    }

    /** An actor, as it is known in a partner. */
    public static Subject actor(PartnerId partner, String id) {
        return new Subject(partner.value(), "actor", id);
    }

    /** Unambiguous, since neither owners nor types contain a slash or a colon. */
    @Override
    public String toString() {
        return owner + "/" + type + ":" + id;
    }
}
