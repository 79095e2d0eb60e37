package com.scaiwave.admin.views;

import com.scaiwave.admin.events.TenantId;

/**
 * What a view is found by.
 *
 * @param scope the tenant; empty for what belongs to none
 * @param id within the scope; empty where there is only one
 */
public record Key(String scope, String id) implements Comparable<Key> {
    public static Key of(TenantId tenant) {
        return new Key(tenant.value(), "");
    }

    public static Key of(TenantId tenant, Object id) {
        return new Key(tenant.value(), id.toString());
    }

    /** Something of the directory. */
    public static Key ofDirectory(Object id) {
        return new Key("", id.toString());
    }

    @Override
    public int compareTo(Key other) {
        int scopes = scope.compareTo(other.scope);
        return scopes != 0 ? scopes : id.compareTo(other.id);
    }
}
