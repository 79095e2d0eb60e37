package com.scaiwave.admin.log;

import com.scaiwave.admin.events.StreamId;
import org.jspecify.annotations.Nullable;

/** The outcome of an append, or of the check of a decision that appends nothing. */
public sealed interface Outcome {

    /**
     * Stored, and durable.
     *
     * @param firstPosition the position of the first event, which the others follow without a gap;
     *     null if there were no events
     */
    record Appended(@Nullable Long firstPosition) implements Outcome {}

    /**
     * Nothing had to be stored, and the decision still stands.
     *
     * @param lastPosition the highest position of the events that were asked for; null if there is
     *     none
     */
    record Unchanged(@Nullable Long lastPosition) implements Outcome {}

    /** A stream that the decision read has grown: decide again. */
    record Conflict(StreamId stream) implements Outcome {}

    /** Another owner holds a name that an event claims. */
    record Taken(String namespace) implements Outcome {}

    /** The answer would exceed its owner's quota for stored answers. */
    record AnswersFull() implements Outcome {}

    /**
     * A request with this idempotency key was answered before.
     *
     * @param body the MAC of that request's body
     * @param sealed its answer
     * @param position the position of that request's last event; null if it appended none
     */
    record Answered(byte[] body, byte[] sealed, @Nullable Long position) implements Outcome {}
}
