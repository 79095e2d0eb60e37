package com.scaiwave.admin.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/** The root of all events, of every log. */
public sealed interface Event permits AdminEvent, DirectoryBookkeeping, MeteringEvent {

    /** The stream that the event is appended to. */
    @JsonIgnore
    StreamId stream();

    /** The names that the event takes; the append fails when one of them is another's. */
    @JsonIgnore
    default List<Claim> claims() {
        return List.of();
    }

    /** The names that the event gives free again. */
    @JsonIgnore
    default List<Claim> releases() {
        return List.of();
    }
}
