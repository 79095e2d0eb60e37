package com.scaiwave.admin.events;

import java.util.Locale;

/**
 * A name that only one owner may hold within its scope.
 *
 * @param owner the holder, whose second claim is no conflict; if empty, every second claim is a
 *     conflict
 */
public record Claim(Scope scope, String within, String key, String owner) {

    /** The kinds of names; a name is unique among those of its kind. */
    public enum Scope {
        TENANT_SLUG("tenant-slug"),
        PARTNER_SLUG("partner-slug"),
        LOCAL_ID("local-id"),
        PLATFORM_EVENT("platform-event");

        private final String stored;

        Scope(String stored) {
            this.stored = stored;
        }
    }

    public static Claim tenantSlug(Slug slug, TenantId owner) {
        return new Claim(Scope.TENANT_SLUG, "", slug.value(), owner.value());
    }

    public static Claim partnerSlug(Slug slug, PartnerId owner) {
        return new Claim(Scope.PARTNER_SLUG, "", slug.value(), owner.value());
    }

    public static Claim localId(TenantId tenant, LocalId id, ParticipantId owner) {
        return localId(tenant, id.value(), owner.value());
    }

    /** The local id of a participant that the platform reported. */
    public static Claim localIdOfPerson(TenantId tenant, String id, ParticipantId owner) {
        return localId(tenant, id, "person:" + owner);
    }

    /** Local ids that differ only in case are the same name. */
    private static Claim localId(TenantId tenant, String id, String owner) {
        return new Claim(Scope.LOCAL_ID, tenant.value(), id.toLowerCase(Locale.ROOT), owner);
    }

    /**
     * Ensures that an event of the platform is recorded only once. The tenant is part of the name,
     * so that one tenant's services can't block the events of another tenant.
     */
    public static Claim platformEvent(TenantId tenant, Origin origin) {
        return new Claim(Scope.PLATFORM_EVENT, "", tenant.value() + "/" + origin.digest(), "");
    }

    /** The scope as the table of claims stores it. */
    public String storedScope() {
        return within.isEmpty() ? scope.stored : scope.stored + ":" + within;
    }

    /** The kind of name in a {@link #storedScope}. */
    public static Scope scopeOf(String storedScope) {
        for (Scope scope : Scope.values()) {
            if (storedScope.equals(scope.stored) || storedScope.startsWith(scope.stored + ":")) {
                return scope;
            }
        }
        throw new IllegalArgumentException("no scope of claims");
    }
}
