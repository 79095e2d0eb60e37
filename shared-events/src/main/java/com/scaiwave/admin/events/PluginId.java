package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A plugin as the configuration registers it: {@code scaiwave.web}. */
public record PluginId(@JsonValue String value) implements Comparable<PluginId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PluginId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a PluginId");
        }
    }

    /** Whether a text has the form of this id, for callers that answer instead of throwing. */
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
