package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.StreamId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one command wants stored, together or not at all.
 *
 * @param conditions every stream that the decision read, with the number of events it had then
 * @param answer the answer to give again to a request with the same idempotency key
 * @param secrets what the vault is to keep for the events
 * @param droppedSecrets ids of secrets that nothing refers to any more
 */
public record Append(
        Map<StreamId, Long> conditions,
        List<NewEvent> events,
        @Nullable Answer answer,
        List<Secret> secrets,
        List<String> droppedSecrets) {

    public Append {
        conditions = Map.copyOf(conditions);
        events = List.copyOf(events);
        secrets = List.copyOf(secrets);
        droppedSecrets = List.copyOf(droppedSecrets);
    }

    /** Events that stand on nothing that was read. */
    public static Append of(List<NewEvent> events) {
        return new Append(Map.of(), events, null, List.of(), List.of());
    }

    /** An event that is to be appended; its id is how the writer finds it after a lost answer. */
    public record NewEvent(UUID id, Event event, EventMetadata metadata) {}

    /**
     * The record of a request with an idempotency key.
     *
     * @param key what the key is scoped to, and the key, as a MAC
     * @param body the body, as a MAC
     * @param sealed the answer, sealed
     * @param owner whose share of the stored answers it is part of: a tenant, or a caller
     * @param limit how many bytes the stored answers of its owner may take
     */
    public record Answer(byte[] key, byte[] body, byte[] sealed, String owner, long limit) {}

    /** A secret, sealed, under the id that events know it by. */
    public record Secret(String id, byte[] sealed) {}

    /** What the events come to for names that only one owner may have. */
    NetClaims netClaims() {
        return NetClaims.of(events.stream().map(NewEvent::event).toList());
    }
}
