package com.scaiwave.admin.log;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.AiConfigEvent.AuthMode;
import com.scaiwave.admin.events.AiConfigEvent.PromptTemplate;
import com.scaiwave.admin.events.AiConfigEvent.StoredKey;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.DirectoryBookkeeping.TenantAdmitted;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.LocalId;
import com.scaiwave.admin.events.MeteringEvent.AiUsed;
import com.scaiwave.admin.events.MeteringEvent.StorageChanged;
import com.scaiwave.admin.events.ModelEvent.ModelDisabled;
import com.scaiwave.admin.events.ModelEvent.ModelEnabled;
import com.scaiwave.admin.events.ModelEvent.ModelFacts;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import com.scaiwave.admin.events.Origin;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantUpdated;
import com.scaiwave.admin.events.ParticipantEvent.ResponseMode;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.ParticipantType;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerEvent.PartnerUpdated;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PersonLeft;
import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import com.scaiwave.admin.events.PlatformEvent.RoomAction;
import com.scaiwave.admin.events.PlatformEvent.RoomReported;
import com.scaiwave.admin.events.PluginEvent.PluginDisabled;
import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.PromptStudioEvent.PromptStudioUpdated;
import com.scaiwave.admin.events.ProofsEvent.LogRestored;
import com.scaiwave.admin.events.ProofsEvent.SigningKeyRotated;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/**
 * For each type, an event with every field set and, if fields may be absent, one without them; by
 * the names of their golden files.
 */
@NullMarked
final class Examples {
    private static final TenantId TENANT = new TenantId("tnt_demo");
    private static final PartnerId PARTNER = new PartnerId("prt_child");
    private static final PartnerId PARENT = new PartnerId("prt_parent");
    private static final ParticipantId ADA = new ParticipantId("ptc_ada");
    private static final ParticipantId BOB = new ParticipantId("@bob:example.org");
    private static final ModelSlug SMALL = new ModelSlug("scai/small");
    private static final ModelSlug LARGE = new ModelSlug("scai/large:v2");
    private static final PluginId WEB = new PluginId("scaiwave.web");
    private static final Origin ORIGIN = new Origin("//platform/eu", "evt-1");
    private static final Instant AT = Instant.parse("2026-03-01T12:30:00.123456Z");

    private Examples() {}

    static Map<String, Event> events() {
        Map<String, Event> events = new LinkedHashMap<>();
        events.putAll(configuration());
        events.putAll(participants());
        events.putAll(directory());
        events.putAll(platform());
        events.putAll(metering());
        events.putAll(proofs());
        return events;
    }

    static Map<String, EventMetadata> metadata() {
        return Map.of(
                "metadata",
                new EventMetadata(
                        "usr_ann",
                        ActorType.USER,
                        "req-1",
                        personal("203.0.113.7"),
                        personal("curl/8.9"),
                        TENANT,
                        List.of(PARENT, PARTNER),
                        PARENT,
                        AT),
                "metadata.sparse",
                new EventMetadata(
                        "platform",
                        ActorType.SERVICE,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        AT));
    }

    private static Map<String, Event> configuration() {
        return Map.ofEntries(
                Map.entry(
                        "ai-config.updated.1",
                        new AiConfigUpdated(
                                TENANT,
                                new Change<>(SMALL, LARGE),
                                new Change<>(
                                        List.of(),
                                        List.of(new PromptTemplate("brief", "Be brief.\n"))),
                                new Change<>(AuthMode.PER_USER_EXCHANGE, AuthMode.SERVICE_TOKEN),
                                new Change<>(null, new StoredKey("sec_1", "wxyz")),
                                3,
                                7)),
                Map.entry(
                        "ai-config.updated.1.sparse",
                        new AiConfigUpdated(TENANT, null, null, null, null, 0, 1)),
                Map.entry(
                        "model.enabled.1",
                        new ModelEnabled(
                                TENANT,
                                LARGE,
                                new ModelFacts("Large", "chat", 128_000L, 8_192L, "active", "up"),
                                4,
                                2)),
                Map.entry(
                        "model.enabled.1.sparse",
                        new ModelEnabled(
                                TENANT,
                                LARGE,
                                new ModelFacts("Large", "chat", null, null, "active", "up"),
                                1,
                                1)),
                Map.entry("model.disabled.1", new ModelDisabled(TENANT, LARGE, 5, 3)),
                Map.entry(
                        "prompt-studio.updated.1",
                        new PromptStudioUpdated(
                                TENANT,
                                new Change<>(false, true),
                                new Change<>(List.of("editor"), List.of("editor", "author")),
                                new Change<>(List.of(), List.of("grp_1")),
                                2)),
                Map.entry(
                        "prompt-studio.updated.1.sparse",
                        new PromptStudioUpdated(TENANT, null, null, null, 1)),
                Map.entry(
                        "note-processing.updated.1",
                        new NoteProcessingUpdated(
                                TENANT,
                                new Change<>(false, true),
                                new Change<>(null, SMALL),
                                new Change<>(false, true),
                                new Change<>(true, false),
                                new Change<>(false, true),
                                new Change<>(true, false),
                                new Change<>("Grüße", null),
                                6)),
                Map.entry(
                        "note-processing.updated.1.sparse",
                        new NoteProcessingUpdated(
                                TENANT, null, null, null, null, null, null, null, 1)),
                Map.entry("plugin.enabled.1", new PluginEnabled(TENANT, WEB, AT, "usr_ann", 3)),
                Map.entry("plugin.disabled.1", new PluginDisabled(TENANT, WEB, AT, "usr_ann", 4)));
    }

    private static Map<String, Event> participants() {
        return Map.of(
                "participant.created.1",
                new ParticipantCreated(
                        TENANT,
                        ADA,
                        LARGE,
                        true,
                        new LocalId("ada"),
                        "Ada",
                        "You are \"Ada\".",
                        ResponseMode.STREAMING,
                        true,
                        AT,
                        2,
                        1),
                "participant.updated.1",
                new ParticipantUpdated(
                        TENANT,
                        ADA,
                        LARGE,
                        true,
                        new Change<>(new LocalId("ada"), new LocalId("ada-2")),
                        new Change<>("Ada", "Ada II"),
                        new Change<>("", "Be kind."),
                        new Change<>(ResponseMode.STREAMING, ResponseMode.CONVERSATIONAL),
                        new Change<>(true, false),
                        2,
                        3),
                "participant.updated.1.sparse",
                new ParticipantUpdated(
                        TENANT, ADA, LARGE, false, null, null, null, null, null, 2, 2));
    }

    private static Map<String, Event> directory() {
        return Map.of(
                "tenant.created.1",
                new TenantCreated(
                        TENANT,
                        new Slug("demo"),
                        "Demo",
                        List.of(PARENT, PARTNER),
                        "sk-tenant-1",
                        100L,
                        20L,
                        10_737_418_240L,
                        5_000_000L,
                        Map.of("beta", List.of("notes", 2, true)),
                        AT,
                        1),
                "tenant.created.1.sparse",
                Tenants.created(TENANT, new Slug("demo"), "Demo", List.of(), AT),
                "partner.created.1",
                new PartnerCreated(
                        PARTNER,
                        new Slug("child"),
                        "Child",
                        personal("ops@child.example"),
                        PartnerStatus.ACTIVE,
                        List.of(PARENT),
                        10L,
                        50L,
                        5L,
                        AT,
                        1),
                "partner.created.1.sparse",
                new PartnerCreated(
                        PARTNER,
                        new Slug("child"),
                        "Child",
                        personal("ops@child.example"),
                        PartnerStatus.ACTIVE,
                        List.of(),
                        null,
                        null,
                        null,
                        AT,
                        1),
                "partner.updated.1",
                new PartnerUpdated(
                        PARTNER,
                        new Change<>("Child", "Grown"),
                        new Change<>(personal("ops@child.example"), personal("ops@grown.example")),
                        new Change<>(PartnerStatus.ACTIVE, PartnerStatus.SUSPENDED),
                        new Change<>(10L, null),
                        new Change<>(null, 60L),
                        new Change<>(5L, 6L),
                        4),
                "partner.updated.1.sparse",
                new PartnerUpdated(PARTNER, null, null, null, null, null, null, 2),
                "partner.tenant-admitted.1",
                new TenantAdmitted(PARTNER, TENANT, 3));
    }

    private static Map<String, Event> platform() {
        return Map.of(
                "room.reported.1",
                new RoomReported(
                        TENANT,
                        ORIGIN,
                        RoomAction.ARCHIVE,
                        "room_1",
                        "meeting",
                        personal("Board"),
                        personal("over")),
                "room.reported.1.sparse",
                new RoomReported(TENANT, ORIGIN, RoomAction.CREATE, "room_1", null, null, null),
                "person.joined.1",
                new PersonJoined(
                        TENANT,
                        ORIGIN,
                        BOB,
                        ParticipantType.HUMAN,
                        "bob",
                        "bobby",
                        personal("Bob Example"),
                        null),
                "person.joined.1.sparse",
                new PersonJoined(
                        TENANT,
                        ORIGIN,
                        BOB,
                        ParticipantType.FEDERATED,
                        null,
                        null,
                        null,
                        "Bob elsewhere"),
                "person.left.1",
                new PersonLeft(TENANT, ORIGIN, BOB, "bob"),
                "person.left.1.sparse",
                new PersonLeft(TENANT, ORIGIN, BOB, null),
                "platform.reported.1",
                new PlatformReported(
                        TENANT, ORIGIN, "call.started", "call_1", personal("{\"call_id\":\"1\"}")),
                "platform.reported.1.sparse",
                new PlatformReported(TENANT, ORIGIN, "call.started", null, null));
    }

    private static Map<String, Event> proofs() {
        return Map.of(
                "proofs.key-rotated.1",
                new SigningKeyRotated(
                        "log.example/admin",
                        "log.example/admin+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                        "log.example/admin+0f1e2d3c+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l"),
                "log.restored.1",
                new LogRestored(
                        "log.example/admin",
                        1_042,
                        "sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=",
                        "log.example/admin/2"));
    }

    private static Map<String, Event> metering() {
        return Map.of(
                "ai.used.1",
                new AiUsed(TENANT, ORIGIN, AT, "scai/large:v2", 3, 1_200, 450),
                "storage.changed.1",
                new StorageChanged(TENANT, ORIGIN, AT, -2_048));
    }

    private static Personal personal(String value) {
        return Personal.of(new Subject("tnt_demo", "actor", "golden"), value);
    }
}
