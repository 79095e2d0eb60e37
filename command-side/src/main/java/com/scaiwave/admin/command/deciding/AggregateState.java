package com.scaiwave.admin.command.deciding;

/**
 * The state to which the events of a stream fold: an immutable record whose {@code evolve} returns
 * the next one. Commands share it through {@link AggregateCache}, and snapshots store its
 * components.
 */
public interface AggregateState {

    /** About how many characters of text it has beside an id or two, for the cache's bound. */
    long characters();

    /**
     * Must be raised when the components change, or the state to which the same events fold:
     * snapshots of another revision are not read.
     */
    default int revision() {
        return 1;
    }
}
