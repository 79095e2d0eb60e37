package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.StreamId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one command stores, all or nothing. The events themselves claim the names that
 * only one owner may hold.
 *
 * @param conditions every stream that the decision read, with the number of events it had then
 * @param effects what is stored and deleted beside the events; at most one {@link Answer}
 */
public record Append(Map<StreamId, Long> conditions, List<NewEvent> events, List<Effect> effects) {
    public Append {
        conditions = Map.copyOf(conditions);
        events = List.copyOf(events);
        effects = List.copyOf(effects);
        if (effects.stream().filter(Answer.class::isInstance).count() > 1) {
            throw new IllegalArgumentException("a command has one answer");
        }
    }

    /** Events whose decision read no stream. */
    public static Append of(List<NewEvent> events) {
        return new Append(Map.of(), events, List.of());
    }

    /** An event to append; after a lost answer the writer finds it by its id. */
    public record NewEvent(UUID id, Event event, EventMetadata metadata) {}

    /** A change that an append makes besides its events. */
    public sealed interface Effect {}

    /**
     * Stores the answer, which a later request with the same idempotency key gets again.
     *
     * @param key the MAC of the idempotency key and its namespace
     * @param body the MAC of the request's body
     * @param sealed the answer, sealed
     * @param owner the tenant or caller whose quota the answer counts against
     * @param limit the owner's quota for stored answers, in bytes
     */
    public record Answer(byte[] key, byte[] body, byte[] sealed, String owner, long limit)
            implements Effect {}

    /** Stores a sealed secret under the id by which events refer to it. */
    public record Secret(String id, byte[] sealed) implements Effect {}

    /** Deletes a secret that is no longer in use. */
    public record DroppedSecret(String id) implements Effect {}

    /** The answer to store; null if there is none. */
    @Nullable Answer answer() {
        return effects.stream()
                .filter(Answer.class::isInstance)
                .map(Answer.class::cast)
                .findFirst()
                .orElse(null);
    }
}
