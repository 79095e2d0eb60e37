package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The id of a plugin in the configuration, such as {@code scaiwave.web}. */
public record PluginId(@JsonValue String value) implements Comparable<PluginId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PluginId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a PluginId");
        }
    }

    /** Whether a text is a valid id, for callers that report an error without an exception. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(PluginId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
