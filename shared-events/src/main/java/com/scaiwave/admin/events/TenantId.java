package com.scaiwave.admin.events;

/** The id of a tenant: {@code tnt_} and a unique part. */
public record TenantId(String value) implements Id<TenantId> {
    public static final Form FORM = Form.prefixed("tnt_");

    public TenantId {
        FORM.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
