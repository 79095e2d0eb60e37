package com.scaiwave.admin.events;

/** The id of a partner: {@code prt_} and a unique part. */
public record PartnerId(String value) implements Id<PartnerId> {
    public static final Form FORM = Form.prefixed("prt_");

    public PartnerId {
        FORM.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
