package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.events.Event;
import java.util.List;

/** Where an aggregate records what it decided; its state evolves at once. */
@FunctionalInterface
public interface Recorder {
    void record(Event event);

    default void record(List<? extends Event> events) {
        events.forEach(this::record);
    }
}
