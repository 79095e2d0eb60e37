package com.scaiwave.admin.query.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.log.Token;
import com.scaiwave.admin.query.audit.AuditLine.FieldChange;
import com.scaiwave.admin.web.answer.ApiJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One entry of the audit log as it is stored; {@link #shown} opens it for whoever may see it.
 *
 * @param details what becomes its {@code metadata}
 */
public record AuditEntry(
        long position,
        UUID eventId,
        @Nullable String tenant,
        String actorId,
        String actorType,
        String action,
        String resourceType,
        @Nullable String resourceId,
        Instant createdAt,
        @Nullable Personal ip,
        @Nullable Personal userAgent,
        Details details) {

    /** What an entry tells beyond its columns. */
    public record Details(
            @Nullable String requestId,
            long version,
            List<FieldChange> changes,
            @Nullable Instant occurredAt,
            @Nullable String partnerId,
            Map<String, String> facts,
            Map<String, Personal> personal,
            @Nullable Personal data) {}

    /** Where it stands in the log. */
    public Token token() {
        return new Token(position, eventId);
    }

    /** The entry as {@code GET /audit} answers it. */
    Shown shown() {
        return new Shown(
                "audit-" + eventId,
                tenant,
                actorId,
                actorType,
                action,
                resourceType,
                resourceId,
                metadata(),
                open(ip),
                open(userAgent),
                createdAt);
    }

    /** The entry as downstream services get it: without address and user agent. */
    public Told told() {
        return new Told(
                "audit-" + eventId,
                tenant,
                actorId,
                actorType,
                action,
                resourceType,
                resourceId,
                metadata(),
                createdAt);
    }

    private Map<String, @Nullable Object> metadata() {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("position", position);
        metadata.put("request_id", details.requestId());
        metadata.put("version", details.version());
        metadata.put("changes", changes());
        metadata.put("outcome", "success");
        if (details.occurredAt() != null) {
            metadata.put("occurred_at", details.occurredAt());
        }
        if (details.partnerId() != null) {
            metadata.put("partner_id", details.partnerId());
        }
        metadata.putAll(details.facts());
        details.personal().forEach((name, value) -> metadata.put(name, value.value()));
        if (details.data() != null) {
            addData(metadata, details.data().value());
        }
        return metadata;
    }

    private static void addData(Map<String, @Nullable Object> metadata, String data) {
        if (data.equals(Personal.ERASED)) {
            metadata.put("data", data);
            return;
        }
        JsonNode object = ApiJson.mapper().readTree(data);
        metadata.put("data", object);
        if (object.path("reason").isString()) {
            metadata.put("reason", object.get("reason").stringValue());
        }
    }

    private List<ShownChange> changes() {
        List<ShownChange> shown = new ArrayList<>();
        for (FieldChange change : details.changes()) {
            boolean personal = change.oldPersonal() != null || change.nowPersonal() != null;
            shown.add(
                    personal
                            ? new ShownChange(
                                    change.path(),
                                    open(change.oldPersonal()),
                                    open(change.nowPersonal()))
                            : new ShownChange(change.path(), change.old(), change.now()));
        }
        return shown;
    }

    private static @Nullable String open(@Nullable Personal value) {
        return value == null ? null : value.value();
    }

    /** A change as clients see it. */
    record ShownChange(
            String path, @Nullable Object old, @JsonProperty("new") @Nullable Object now) {}

    /** An entry as clients see it. */
    record Shown(
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

    /** An entry as the stream has it. */
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
