package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.StreamId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must still be true for a decision that appends nothing.
 *
 * @param conditions every stream that the decision read, with the number of events it had then
 * @param answerKey the request's idempotency key, as a MAC; empty when it has none
 * @param claims names that the decision would have taken, had it not been refused
 * @param wanted the events whose last position the answer names
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
     * An event by its place in a stream.
     *
     * @param sequence from 0; null means the stream's last
     */
    public record EventRef(StreamId stream, @Nullable Long sequence) {
        public static EventRef last(StreamId stream) {
            return new EventRef(stream, null);
        }
    }
}
