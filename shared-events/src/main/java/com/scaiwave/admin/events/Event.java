package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/** The root of all events, of every log. */
public sealed interface Event permits AdminEvent, DirectoryBookkeeping, Reported {

    /** The stream that the event is appended to. */
    @JsonIgnore
    StreamId stream();

    /** The names that the event claims; the append fails if another owner holds one of them. */
    @JsonIgnore
    default List<Claim> claims() {
        return List.of();
    }

    /** The names that the event releases. */
    @JsonIgnore
    default List<Claim> releases() {
        return List.of();
    }
}
