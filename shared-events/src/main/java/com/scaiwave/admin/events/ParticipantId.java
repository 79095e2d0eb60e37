package com.scaiwave.admin.events;

/**
 * The id of a participant of a tenant. Ids that this API creates start with {@code ptc_}; the
 * platform chooses its own.
 */
public record ParticipantId(String value) implements Id<ParticipantId> {
    public static final Form FORM = Form.upTo(128, "A-Za-z0-9._~:@!$+=-");

    public ParticipantId {
        FORM.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
