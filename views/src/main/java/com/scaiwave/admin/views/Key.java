package com.scaiwave.admin.views;

import com.scaiwave.admin.events.TenantId;

/**
 * The key of a view.
 *
 * @param tenant the tenant that the view belongs to; empty for the tenants and partners of the
 *     directory
 * @param id the id within the tenant; empty if a tenant has only one such view
 */
public record Key(String tenant, String id) implements Comparable<Key> {
    public static Key of(TenantId tenant) {
        return new Key(tenant.value(), "");
    }

    public static Key of(TenantId tenant, Object id) {
        return new Key(tenant.value(), id.toString());
    }

    /** The key of a tenant or partner of the directory. */
    public static Key ofDirectory(Object id) {
        return new Key("", id.toString());
    }

    @Override
    public int compareTo(Key other) {
        int tenants = tenant.compareTo(other.tenant);
        return tenants != 0 ? tenants : id.compareTo(other.id);
    }
}
