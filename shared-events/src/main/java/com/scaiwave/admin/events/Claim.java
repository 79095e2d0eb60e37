package com.scaiwave.admin.events;

import java.util.Locale;

/**
 * A name that only one owner may hold within its namespace.
 *
 * @param owner the holder, whose second claim is no conflict; if empty, every second claim is a
 *     conflict
 */
public record Claim(Namespace namespace, String within, String key, String owner) {

    /** The kinds of names; a name is unique among those of its kind. */
    public enum Namespace {
        TENANT_SLUG("tenant-slug"),
        PARTNER_SLUG("partner-slug"),
        LOCAL_ID("local-id"),
        PLATFORM_EVENT("platform-event");

        private final String stored;

        Namespace(String stored) {
            this.stored = stored;
        }
    }

    public static Claim tenantSlug(Slug slug, TenantId owner) {
        return new Claim(Namespace.TENANT_SLUG, "", slug.value(), owner.value());
    }

    public static Claim partnerSlug(Slug slug, PartnerId owner) {
        return new Claim(Namespace.PARTNER_SLUG, "", slug.value(), owner.value());
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
        return new Claim(Namespace.LOCAL_ID, tenant.value(), id.toLowerCase(Locale.ROOT), owner);
    }

    /**
     * Ensures that an event of the platform is recorded only once. The tenant is part of the name,
     * so that one tenant's services can't block the events of another tenant.
     */
    public static Claim platformEvent(TenantId tenant, Origin origin) {
        return new Claim(Namespace.PLATFORM_EVENT, "", tenant.value() + "/" + origin.digest(), "");
    }

    /** The namespace as the table of claims stores it. */
    public String storedNamespace() {
        return within.isEmpty() ? namespace.stored : namespace.stored + ":" + within;
    }

    /** The kind of name in a {@link #storedNamespace}. */
    public static Namespace namespaceOf(String storedNamespace) {
        for (Namespace namespace : Namespace.values()) {
            if (storedNamespace.equals(namespace.stored)
                    || storedNamespace.startsWith(namespace.stored + ":")) {
                return namespace;
            }
        }
        throw new IllegalArgumentException("no namespace of claims");
    }
}
