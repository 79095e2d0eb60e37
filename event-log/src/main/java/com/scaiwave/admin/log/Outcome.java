package com.scaiwave.admin.log;

import com.scaiwave.admin.events.StreamId;
import org.jspecify.annotations.Nullable;

/** What became of an append, or of the check of a decision that appends nothing. */
public sealed interface Outcome {

    /**
     * Stored, and durable.
     *
     * @param firstPosition of the first event; those after it follow without a gap; null where
     *     there were no events
     */
    record Appended(@Nullable Long firstPosition) implements Outcome {}

    /**
     * Nothing had to be stored, and the decision still stands.
     *
     * @param lastPosition of the events that were asked for; null where there is none
     */
    record Unchanged(@Nullable Long lastPosition) implements Outcome {}

    /** A stream that the decision read has grown: decide again. */
    record Conflict(StreamId stream) implements Outcome {}

    /** A name that an event claims is another's. */
    record Taken(String scope) implements Outcome {}

    /** The stored answers of its owner take all that they may. */
    record AnswersFull() implements Outcome {}

    /**
     * A request with this idempotency key was answered before.
     *
     * @param body the MAC of that request's body
     * @param sealed its answer
     * @param position of that write's last event; null where it appended none
     */
    record Answered(byte[] body, byte[] sealed, @Nullable Long position) implements Outcome {}
}
