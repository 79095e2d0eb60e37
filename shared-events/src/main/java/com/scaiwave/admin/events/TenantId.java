package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A tenant: {@code tnt_} and what makes it unique. */
public record TenantId(@JsonValue String value) implements Comparable<TenantId> {
    private static final Pattern FORM = Pattern.compile("tnt_[A-Za-z0-9_-]{1,60}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TenantId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a TenantId");
        }
    }

    /** Whether a text has the form of this id, for callers that answer instead of throwing. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
