package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.StreamId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must still hold for a decision that appends nothing.
 *
 * @param conditions every stream that the decision read, with the number of events it had then
 * @param answerKey the MAC of the request's idempotency key; empty if it has none
 * @param claims names that the decision would have claimed, had it not been refused
 * @param wanted the events whose highest position is wanted
 */
public record Check(
        Map<StreamId, Long> conditions,
        byte[] answerKey,
        List<Claim> claims,
        List<EventRef> wanted) {

    public Check {
        conditions = Map.copyOf(conditions);
        claims = List.copyOf(claims);
        wanted = List.copyOf(wanted);
    }

    /**
     * An event, identified by its place in a stream.
     *
     * @param sequence the event's number in the stream, from 0; null for the stream's last event
     */
    public record EventRef(StreamId stream, @Nullable Long sequence) {
        public static EventRef last(StreamId stream) {
            return new EventRef(stream, null);
        }
    }
}
