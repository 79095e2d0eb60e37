package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The id of a partner: {@code prt_} and a unique part. */
public record PartnerId(@JsonValue String value) implements Comparable<PartnerId> {
    private static final Pattern FORM = Pattern.compile("prt_[A-Za-z0-9_-]{1,60}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PartnerId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a PartnerId");
        }
    }

    /** Whether a text is a valid id, for callers that report an error without an exception. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(PartnerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
