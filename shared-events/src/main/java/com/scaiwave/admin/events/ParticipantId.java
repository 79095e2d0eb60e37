package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A participant of a tenant: ours start with {@code ptc_}, those of the platform are as it names
 * them.
 */
public record ParticipantId(@JsonValue String value) implements Comparable<ParticipantId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~:@!$+=-]{1,128}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ParticipantId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a ParticipantId");
        }
    }

    /** Whether a text has the form of this id, for callers that answer instead of throwing. */
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
