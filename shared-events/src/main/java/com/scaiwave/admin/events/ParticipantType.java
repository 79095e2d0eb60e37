package com.scaiwave.admin.events;

/** What a participant is. */
public enum ParticipantType {
    HUMAN,
    MODEL,
    AGENT,
    HELPER,
    BRIDGE,
    FEDERATED
}
