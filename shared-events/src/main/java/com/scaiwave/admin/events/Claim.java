package com.scaiwave.admin.events;

import java.util.Locale;

/**
 * A name that only one owner may have within its scope.
 *
 * @param owner who has it; claiming again what one has already is no conflict
 */
public record Claim(Scope scope, String within, String key, String owner) {

    /** What a name must be unique in. */
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

    /** The same for someone whom the platform told of. */
    public static Claim localIdOfPerson(TenantId tenant, String id, ParticipantId owner) {
        return localId(tenant, id, "person:" + owner);
    }

    /** What differs only in case is the same name. */
    private static Claim localId(TenantId tenant, String id, String owner) {
        return new Claim(Scope.LOCAL_ID, tenant.value(), id.toLowerCase(Locale.ROOT), owner);
    }

    /**
     * Each event of the platform is taken in once; nobody ever owns it twice. One of another tenant
     * is another one, so that no tenant's services can keep out what is told of another's.
     */
    public static Claim platformEvent(TenantId tenant, Origin origin) {
        return new Claim(Scope.PLATFORM_EVENT, "", tenant.value() + "/" + origin.digest(), "");
    }

    /** The scope as the table of claims has it. */
    public String storedScope() {
        return within.isEmpty() ? scope.stored : scope.stored + ":" + within;
    }

    /** The scope that a {@link #storedScope} begins with. */
    public static Scope scopeOf(String storedScope) {
        for (Scope scope : Scope.values()) {
            if (storedScope.equals(scope.stored) || storedScope.startsWith(scope.stored + ":")) {
                return scope;
            }
        }
        throw new IllegalArgumentException("no scope of claims");
    }
}
