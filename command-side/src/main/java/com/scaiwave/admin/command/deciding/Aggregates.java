package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.StreamId;
import java.util.List;

/**
 * One kind of aggregate, for a rule that spans several. Every stream that is loaded is a condition
 * of the command's append.
 */
public interface Aggregates<S extends AggregateState> {

    /**
     * The state of an aggregate within this command; that before the first event if it has none.
     */
    S load(StreamId stream);

    /** Records what was decided, and returns the state after it. */
    S record(StreamId stream, List<? extends Event> events);
}
