package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A model of the catalog: one to four segments, none of them made of dots only. */
public record ModelSlug(@JsonValue String value) implements Comparable<ModelSlug> {
    private static final Pattern FORM =
            Pattern.compile("(?!\\.+(/|$))[A-Za-z0-9._:-]+(/(?!\\.+(/|$))[A-Za-z0-9._:-]+){0,3}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ModelSlug {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a ModelSlug");
        }
    }

    /** Whether a text is a valid id, for callers that report an error without an exception. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(ModelSlug other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
