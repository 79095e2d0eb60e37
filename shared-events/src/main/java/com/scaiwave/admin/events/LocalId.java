package com.scaiwave.admin.events;

/**
 * The name of a participant within its tenant, in the form that {@code POST} and {@code PUT}
 * accept.
 */
public record LocalId(String value) implements Id<LocalId> {
    public static final Form FORM = Form.named("_-", 0, 62);

    public LocalId {
        FORM.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
