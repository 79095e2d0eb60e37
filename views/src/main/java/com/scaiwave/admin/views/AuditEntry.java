package com.scaiwave.admin.views;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.scaiwave.admin.events.AdminEvent;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.views.AuditLine.FieldChange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One entry of the audit log, computed from its event. Personal values stay sealed until {@link
 * #shown} or {@link #told} opens them for a client.
 *
 * @param version the version of the resource after the event
 */
public record AuditEntry(
        long position,
        UUID eventId,
        long version,
        Instant createdAt,
        EventMetadata metadata,
        AuditLine line) {
    /** Keeps numbers exactly as the platform sent them. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    /**
     * The entry of an event.
     *
     * @throws ClassCastException for an event that is not audited
     */
    public static AuditEntry of(StoredEvent recorded) {
        AuditLine line = AuditLines.of((AdminEvent) recorded.event());
        return new AuditEntry(
                recorded.position(),
                recorded.id(),
                line.version() == null ? recorded.sequence() + 1 : line.version(),
                recorded.recordedAt(),
                recorded.metadata(),
                line);
    }

    /** The checkpoint of a reader that has read up to this entry. */
    public Checkpoint checkpoint() {
        return new Checkpoint(position, eventId);
    }

    /** The tenant of the entry; null for events of partners and of the proofs. */
    public @Nullable String tenant() {
        return metadata.tenant() == null ? null : metadata.tenant().value();
    }

    /** The entry as {@code GET /audit} returns it. */
    public Shown shown() {
        return new Shown(
                "audit-" + eventId,
                tenant(),
                metadata.actorId(),
                metadata.actorType().json(),
                line.action(),
                line.resourceType(),
                line.resourceId(),
                shownMetadata(),
                open(metadata.ip()),
                open(metadata.userAgent()),
                createdAt);
    }

    /** The entry for downstream services: without IP address and user agent. */
    public Told told() {
        return new Told(
                "audit-" + eventId,
                tenant(),
                metadata.actorId(),
                metadata.actorType().json(),
                line.action(),
                line.resourceType(),
                line.resourceId(),
                shownMetadata(),
                createdAt);
    }

    private Map<String, @Nullable Object> shownMetadata() {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("position", position);
        shown.put("request_id", metadata.requestId());
        shown.put("version", version);
        shown.put("changes", changes());
        shown.put("outcome", "success");
        if (!metadata.occurredAt().equals(createdAt)) {
            shown.put("occurred_at", metadata.occurredAt());
        }
        if (metadata.actingPartner() != null) {
            shown.put("partner_id", metadata.actingPartner().value());
        }
        shown.putAll(line.facts());
        line.personal().forEach((name, value) -> shown.put(name, value.value()));
        if (line.data() != null) {
            addData(shown, line.data().value());
        }
        return shown;
    }

    private static void addData(Map<String, @Nullable Object> shown, String data) {
        if (data.equals(Personal.ERASED)) {
            shown.put("data", data);
            return;
        }
        JsonNode object = MAPPER.readTree(data);
        shown.put("data", object);
        if (object.path("reason").isString()) {
            shown.put("reason", object.get("reason").stringValue());
        }
    }

    private List<ShownChange> changes() {
        return line.changes().stream().map(AuditEntry::shown).toList();
    }

    private static ShownChange shown(FieldChange change) {
        boolean personal = change.oldPersonal() != null || change.nowPersonal() != null;
        return personal
                ? new ShownChange(
                        change.path(), open(change.oldPersonal()), open(change.nowPersonal()))
                : new ShownChange(change.path(), change.old(), change.now());
    }

    private static @Nullable String open(@Nullable Personal value) {
        return value == null ? null : value.value();
    }

    /** A change as clients see it. */
    record ShownChange(
            String path, @Nullable Object old, @JsonProperty("new") @Nullable Object now) {}

    /** An entry as clients see it. */
    public record Shown(
            String id,
            @Nullable String tenantId,
            String actorId,
            String actorType,
            String action,
            String resourceType,
            @Nullable String resourceId,
            Map<String, @Nullable Object> metadata,
            @Nullable String ip,
            @Nullable String userAgent,
            Instant createdAt) {}

    /** An entry in the event stream. */
    public record Told(
            String id,
            @Nullable String tenantId,
            String actorId,
            String actorType,
            String action,
            String resourceType,
            @Nullable String resourceId,
            Map<String, @Nullable Object> metadata,
            Instant createdAt) {}
}
