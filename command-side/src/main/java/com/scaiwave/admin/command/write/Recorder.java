package com.scaiwave.admin.command.write;

import com.scaiwave.admin.events.Event;

/** Where an aggregate says what it decided; the event evolves it at once. */
@FunctionalInterface
public interface Recorder {
    void record(Event event);
}
