package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a participant within its tenant, in the form that {@code POST} and {@code PUT}
 * accept.
 */
public record LocalId(@JsonValue String value) implements Comparable<LocalId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LocalId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a LocalId");
        }
    }

    /** Whether a text is a valid id, for callers that report an error without an exception. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(LocalId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
