package com.scaiwave.admin.events;

/** A model of the catalog: one to four segments, none of them made of dots only. */
public record ModelSlug(String value) implements Id<ModelSlug> {
    public static final Form FORM =
            Form.matching("(?!\\.+(/|$))[A-Za-z0-9._:-]+(/(?!\\.+(/|$))[A-Za-z0-9._:-]+){0,3}");

    public ModelSlug {
        FORM.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
