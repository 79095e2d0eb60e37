package com.scaiwave.admin.command.platform;

import static java.time.ZoneOffset.UTC;

import com.networknt.schema.Schema;
import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.MeteringEvent.AiUsed;
import com.scaiwave.admin.events.MeteringEvent.StorageChanged;
import com.scaiwave.admin.events.Origin;
import com.scaiwave.admin.events.OwnActions;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.ParticipantType;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PersonLeft;
import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import com.scaiwave.admin.events.PlatformEvent.RoomAction;
import com.scaiwave.admin.events.PlatformEvent.RoomReported;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.web.answer.Rfc3339;
import com.scaiwave.admin.web.caller.AccessPolicy;
import com.scaiwave.admin.web.caller.Caller;
import com.scaiwave.admin.web.caller.Caller.Kind;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.caller.Directory.Tenant;
import com.scaiwave.admin.web.document.ApiDocument;
import com.scaiwave.admin.web.document.JsonErrors;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.refusal.Refusal.Detail;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads a CloudEvent 1.0 of the platform into an event of a log. */
@Component
class CloudEventReader {
    private static final String PREFIX = "swp.";
    private static final int LONGEST_ID = 255;

    /** A local id that can stand in an fqid. */
    private static final Pattern LOCAL_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._=+-]{0,254}");

    /** What can't be a segment of a path, or is one already. */
    private static final Set<String> NO_IDS = Set.of(".", "..", "model");

    private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = YEAR_1.atOffset(UTC).withYear(10_000).toInstant();

    private final Schema schema;
    private final Directory directory;

    CloudEventReader(ApiDocument document, Directory directory) {
        this.schema = document.schema("PlatformEvent");
        this.directory = directory;
    }

    /**
     * What one CloudEvent says.
     *
     * @throws Refusal with the reason why this one is rejected
     */
    Read read(Call call, JsonNode sent) {
        List<Detail> wrong = new ArrayList<>(JsonErrors.unstorable(sent));
        JsonNode cloudEvent = JsonFormat.attributes(sent);
        wrong.addAll(JsonErrors.of(schema, cloudEvent, ""));
        if (!cloudEvent.has("data")) {
            wrong.add(new Detail("/data", "is required"));
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
        Tenant tenant = tenant(call.caller(), cloudEvent.get("tenantid").stringValue());
        Origin origin =
                new Origin(
                        cloudEvent.get("source").stringValue(), cloudEvent.get("id").stringValue());
        Instant time = time(cloudEvent.get("time").stringValue());
        String action = cloudEvent.get("type").stringValue().substring(PREFIX.length());
        if (OwnActions.contain(action)) {
            throw Refusal.invalid("/type", "is what this API tells itself");
        }
        EventMetadata metadata = metadata(call, tenant, time, cloudEvent);
        return new Read(
                event(
                        tenant.id(),
                        origin,
                        time,
                        action,
                        metadata.actorId(),
                        cloudEvent.get("data")),
                metadata);
    }

    private static Instant time(String text) {
        Instant time = Rfc3339.parse(text);
        if (time == null) {
            throw Refusal.invalid(
                    "/time", "is no instant of RFC 3339 (a leap second can't be told)");
        }
        if (time.isBefore(YEAR_1) || !time.isBefore(YEAR_10000)) {
            throw Refusal.invalid("/time", "is not within the years 1 to 9999");
        }
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private Tenant tenant(Caller caller, String id) {
        boolean bound = caller.tenant() != null && !caller.is(Kind.OPERATOR);
        if (bound && !id.equals(caller.tenant())) {
            throw new Refusal(ErrorCode.SW_AUTH_TENANT_MISMATCH, "The tenant is not the caller's.");
        }
        Tenant tenant = directory.tenant(id);
        if (tenant == null) {
            throw AccessPolicy.tenantNotFound();
        }
        return tenant;
    }

    private static Event event(
            TenantId tenant,
            Origin origin,
            Instant time,
            String action,
            String actor,
            JsonNode data) {
        return switch (action) {
            case "room.create", "room.close", "room.archive", "room.restore" ->
                    room(tenant, origin, action, data);
            case "participant.join" -> joined(tenant, origin, data);
            case "participant.leave" -> new PersonLeft(tenant, origin, participant(data), null);
            case "ai.usage" ->
                    new AiUsed(
                            tenant,
                            origin,
                            time,
                            data.get("model").stringValue(),
                            data.get("requests").longValue(),
                            data.get("input_tokens").longValue(),
                            data.get("output_tokens").longValue());
            case "storage.change" ->
                    new StorageChanged(tenant, origin, time, data.get("bytes_delta").longValue());
            default -> reported(tenant, origin, action, actor, data);
        };
    }

    private static Event room(TenantId tenant, Origin origin, String action, JsonNode data) {
        String room = data.get("room_id").stringValue();
        Subject subject = Subject.of(tenant, "room", room);
        return new RoomReported(
                tenant,
                origin,
                RoomAction.valueOf(
                        action.substring(action.indexOf('.') + 1).toUpperCase(Locale.ROOT)),
                room,
                text(data, "room_type"),
                personal(subject, text(data, "name")),
                personal(subject, text(data, "reason")));
    }

    private static Event joined(TenantId tenant, Origin origin, JsonNode data) {
        ParticipantId participant = participant(data);
        ParticipantType type =
                ParticipantType.valueOf(
                        data.get("participant_type").stringValue().toUpperCase(Locale.ROOT));
        String name = text(data, "display_name");
        String localId = text(data, "local_id");
        boolean human = type == ParticipantType.HUMAN;
        return new PersonJoined(
                tenant,
                origin,
                participant,
                type,
                localId != null && LOCAL_ID.matcher(localId).matches() ? localId : null,
                null,
                human
                        ? personal(Subject.of(tenant, "participant", participant.value()), name)
                        : null,
                human ? null : name);
    }

    private static ParticipantId participant(JsonNode data) {
        String id = data.get("participant_id").stringValue();
        if (!ParticipantId.FORM.fits(id) || NO_IDS.contains(id)) {
            throw Refusal.invalid("/data/participant_id", "does not have the form of an id");
        }
        return new ParticipantId(id);
    }

    /** Data without a resource belongs to its actor. */
    private static Event reported(
            TenantId tenant, Origin origin, String action, String actor, JsonNode data) {
        String type = action.contains(".") ? action.substring(0, action.indexOf('.')) : action;
        String resource = text(data, type + "_id");
        if (resource != null && resource.length() > LONGEST_ID) {
            throw Refusal.invalid("/data/" + type + "_id", "is too long");
        }
        Subject subject =
                resource == null
                        ? Subject.actor(tenant, actor)
                        : Subject.of(tenant, type, resource);
        return new PlatformReported(
                tenant, origin, action, resource, Personal.of(subject, data.toString()));
    }

    private static EventMetadata metadata(
            Call call, Tenant tenant, Instant time, JsonNode cloudEvent) {
        String named = text(cloudEvent, "actorid");
        String actor = named == null ? call.caller().subject() : named;
        String type = text(cloudEvent, "actortype");
        ActorType actorType =
                type != null
                        ? ActorType.valueOf(type.toUpperCase(Locale.ROOT))
                        : named == null ? ActorType.SERVICE : ActorType.USER;
        Subject subject = Subject.actor(tenant.id(), actor);
        return new EventMetadata(
                actor,
                actorType,
                call.requestId(),
                personal(subject, text(cloudEvent, "ip")),
                personal(subject, text(cloudEvent, "useragent")),
                tenant.id(),
                tenant.partners(),
                null,
                time);
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() ? value.stringValue() : null;
    }

    private static @Nullable Personal personal(Subject subject, @Nullable String value) {
        return value == null ? null : Personal.of(subject, value);
    }

    /** A CloudEvent that is good. */
    record Read(Event event, EventMetadata metadata) {}
}
