package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The id of a participant of a tenant. Ids that this API creates start with {@code ptc_}; the
 * platform chooses its own.
 */
public record ParticipantId(@JsonValue String value) implements Comparable<ParticipantId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~:@!$+=-]{1,128}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ParticipantId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a ParticipantId");
        }
    }

    /** Whether a text is a valid id, for callers that report an error without an exception. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(ParticipantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
