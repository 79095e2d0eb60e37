package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.StreamId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one command wants stored, together or not at all. Names that only one owner may
 * have are claimed by the events themselves.
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

    /** Events that stand on nothing that was read. */
    public static Append of(List<NewEvent> events) {
        return new Append(Map.of(), events, List.of());
    }

    /** An event that is to be appended; its id is how the writer finds it after a lost answer. */
    public record NewEvent(UUID id, Event event, EventMetadata metadata) {}

    /** What an append does beside recording events. */
    public sealed interface Effect {}

    /**
     * Keeps the answer to give again to a request with the same idempotency key.
     *
     * @param key what the key is scoped to, and the key, as a MAC
     * @param body the body, as a MAC
     * @param sealed the answer, sealed
     * @param owner whose share of the stored answers it is part of: a tenant, or a caller
     * @param limit how many bytes the stored answers of its owner may take
     */
    public record Answer(byte[] key, byte[] body, byte[] sealed, String owner, long limit)
            implements Effect {}

    /** Keeps a secret, sealed, under the id that events know it by. */
    public record Secret(String id, byte[] sealed) implements Effect {}

    /** Deletes a secret, to which no event refers from now on. */
    public record DroppedSecret(String id) implements Effect {}

    /** The answer that is kept; null where none is. */
    @Nullable Answer answer() {
        return effects.stream()
                .filter(Answer.class::isInstance)
                .map(Answer.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** What the events come to for names that only one owner may have. */
    NetClaims netClaims() {
        return NetClaims.of(events.stream().map(NewEvent::event).toList());
    }
}
