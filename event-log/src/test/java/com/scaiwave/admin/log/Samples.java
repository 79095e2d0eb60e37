package com.scaiwave.admin.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.LocalId;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.Origin;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantUpdated;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.ParticipantType;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Append.Answer;
import com.scaiwave.admin.log.Append.Effect;
import com.scaiwave.admin.log.Append.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Events and appends for tests of the log. */
@NullMarked
final class Samples {
    static final TenantId TENANT = new TenantId("tnt_demo");
    static final PluginId WEB = new PluginId("scaiwave.web");
    static final PluginId MAIL = new PluginId("scaiwave.mail");
    static final StreamId WEB_STREAM = StreamId.plugin(TENANT, WEB);
    static final StreamId MAIL_STREAM = StreamId.plugin(TENANT, MAIL);

    private Samples() {}

    static PluginEnabled enabled(PluginId plugin) {
        return enabled(TENANT, plugin);
    }

    static PluginEnabled enabled(TenantId tenant, PluginId plugin) {
        return new PluginEnabled(tenant, plugin, Instant.EPOCH, "ann", 1);
    }

    /** An event of the platform; it claims its origin, so it can be recorded only once. */
    static PlatformReported reported(String id) {
        return new PlatformReported(
                TENANT, new Origin("//platform", id), "call.started", null, null);
    }

    static ParticipantCreated created(String participant, String localId) {
        return Tenants.ada(TENANT, new ParticipantId(participant), localId);
    }

    static ParticipantUpdated renamed(String participant, String from, String to) {
        return new ParticipantUpdated(
                TENANT,
                new ParticipantId(participant),
                new ModelSlug("scai/large"),
                false,
                new Change<>(new LocalId(from), new LocalId(to)),
                null,
                null,
                null,
                null,
                1,
                2);
    }

    /** A person with a local id joins. */
    static PersonJoined joined(String person, String localId) {
        return new PersonJoined(
                TENANT,
                new Origin("//platform", "join-" + person),
                new ParticipantId(person),
                ParticipantType.HUMAN,
                localId,
                null,
                null,
                null);
    }

    static NewEvent event(Event event) {
        return new NewEvent(UUID.randomUUID(), event, metadata());
    }

    static EventMetadata metadata() {
        return new EventMetadata(
                "ann",
                ActorType.USER,
                "req-1",
                Personal.of(new Subject("tnt_a", "actor", "ann"), "127.0.0.1"),
                null,
                TENANT,
                List.of(),
                null,
                Instant.EPOCH);
    }

    static Append appending(Event... events) {
        return appendingIf(Map.of(), events);
    }

    static Append appendingIf(Map<StreamId, Long> conditions, Event... events) {
        return new Append(conditions, Stream.of(events).map(Samples::event).toList(), List.of());
    }

    static Append answering(Answer answer, Event... events) {
        return new Append(
                Map.of(), Stream.of(events).map(Samples::event).toList(), List.of(answer));
    }

    static Append answeringIf(Map<StreamId, Long> conditions, Answer answer, Event... events) {
        return new Append(
                conditions, Stream.of(events).map(Samples::event).toList(), List.of(answer));
    }

    static Append appendingWith(List<Effect> effects, Event... events) {
        return new Append(Map.of(), Stream.of(events).map(Samples::event).toList(), effects);
    }

    static Answer answer(String key, String body, String sealed) {
        return new Answer(bytes(key), bytes(body), bytes(sealed), "tnt_demo", Long.MAX_VALUE);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
