package com.scaiwave.admin.events;

/** The readable name of a tenant or partner, unique among its kind. */
public record Slug(String value) implements Id<Slug> {
    public static final Form FORM = Form.named("-", 1, 62);

    public Slug {
        FORM.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
