package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The readable name of a tenant or partner, unique among its kind. */
public record Slug(@JsonValue String value) implements Comparable<Slug> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{1,62}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Slug {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a Slug");
        }
    }

    /** Whether a text is a valid slug, for callers that report an error without an exception. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(Slug other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
