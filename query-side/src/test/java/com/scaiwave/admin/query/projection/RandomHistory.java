package com.scaiwave.admin.query.projection;

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
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.Tenants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Random events of some tenants and their partners; the same seed gives the same events. */
@NullMarked
public final class RandomHistory {
    private static final Instant NOON = Instant.parse("2026-05-17T12:00:00Z");
    private static final PartnerId TOP = new PartnerId("prt_top");
    private static final PartnerId LOW = new PartnerId("prt_low");

    private final Random random;
    private final List<TenantId> tenants = new ArrayList<>();
    private final Map<Object, Long> versions = new HashMap<>();
    private final Map<Object, Object> values = new HashMap<>();
    private int count;

    public RandomHistory(long seed) {
        this.random = new Random(seed);
    }

    /** The first events, which create the partners and tenants that the other events need. */
    public List<Event> beginning() {
        List<Event> events = new ArrayList<>();
        events.add(partner(TOP, List.of()));
        events.add(partner(LOW, List.of(TOP)));
        events.addAll(tenant());
        events.addAll(tenant());
        events.add(
                new SigningKeyRotated("log.example/a", "log.example/a+1+k", "log.example/a+2+k"));
        events.add(new LogRestored("log.example/a", 7, "root", "log.example/b"));
        return events;
    }

    /** The events of the next append. */
    public List<Event> next() {
        TenantId tenant = tenants.get(random.nextInt(tenants.size()));
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> List.of(model(tenant));
            case 3 -> List.of(aiConfig(tenant));
            case 4 -> List.of(promptStudio(tenant));
            case 5 -> List.of(notes(tenant));
            case 6 -> List.of(plugin(tenant));
            case 7, 8 -> List.of(participant(tenant));
            case 9 -> List.of(partnerUpdated(random.nextBoolean() ? TOP : LOW));
            case 10 -> List.of(room(tenant));
            case 11 -> List.of(joined(tenant));
            case 12 ->
                    List.of(
                            random.nextBoolean()
                                    ? new PersonLeft(tenant, origin(), someone(), null)
                                    : reported(tenant));
            default -> random.nextInt(4) == 0 ? tenant() : List.of(model(tenant));
        };
    }

    /** The next event of the metering log. */
    public Event measured() {
        TenantId tenant = tenants.get(random.nextInt(tenants.size()));
        return random.nextBoolean()
                ? new AiUsed(tenant, origin(), NOON, "scai/large", 1, random.nextInt(100), 7)
                : new StorageChanged(tenant, origin(), NOON, random.nextInt(2_000) - 500L);
    }

    /** Appends events together. */
    public static void append(EventLog log, List<Event> events) {
        Tenants.append(
                log,
                events,
                e -> metadata(e instanceof ModelEnabled m ? m.tenant() : new TenantId("tnt_1")));
    }

    /** Appends events of one tenant together. */
    public static void append(EventLog log, TenantId tenant, List<Event> events) {
        Tenants.append(log, events, _ -> metadata(tenant));
    }

    private static EventMetadata metadata(TenantId tenant) {
        return Tenants.byAnn(tenant, List.of(TOP), NOON);
    }

    private List<Event> tenant() {
        TenantId tenant = new TenantId("tnt_" + (tenants.size() + 1));
        tenants.add(tenant);
        return List.of(
                new TenantAdmitted(TOP, tenant, next(TOP)),
                new TenantAdmitted(LOW, tenant, next(LOW)),
                new TenantCreated(
                        tenant,
                        new Slug("slug-" + tenants.size()),
                        text(),
                        List.of(TOP, LOW),
                        maybe(text()),
                        maybe(5L),
                        null,
                        maybe(1_000L),
                        maybe(9L),
                        Map.of("beta", random.nextBoolean()),
                        NOON,
                        1));
    }

    private PartnerCreated partner(PartnerId id, List<PartnerId> ancestors) {
        return new PartnerCreated(
                id,
                new Slug("slug-" + id.value().substring(4)),
                text(),
                email(id),
                PartnerStatus.ACTIVE,
                ancestors,
                maybe(50L),
                maybe(2L),
                null,
                NOON,
                next(id));
    }

    private PartnerUpdated partnerUpdated(PartnerId id) {
        return new PartnerUpdated(
                id,
                maybe(new Change<>("old", text())),
                maybe(new Change<>(email(id), email(id))),
                maybe(new Change<>(PartnerStatus.ACTIVE, one(PartnerStatus.values()))),
                maybe(new Change<>(1L, maybe(7L))),
                maybe(new Change<>(null, 3L)),
                maybe(new Change<>(3L, null)),
                next(id));
    }

    private Event model(TenantId tenant) {
        ModelSlug slug = slug();
        String place = tenant + " " + slug;
        boolean on = !Boolean.TRUE.equals(values.get(place));
        values.put(place, on);
        long set = next(tenant + " models");
        long own = next(place);
        return on
                ? new ModelEnabled(
                        tenant,
                        slug,
                        new ModelFacts(text(), "chat", maybe(9L), maybe(3L), "active", "healthy"),
                        set,
                        own)
                : new ModelDisabled(tenant, slug, set, own);
    }

    private AiConfigUpdated aiConfig(TenantId tenant) {
        long set = versions.getOrDefault(tenant + " models", 0L);
        long others = versions.merge(tenant + " config", 1L, Long::sum);
        return new AiConfigUpdated(
                tenant,
                maybe(new Change<>(null, maybe(slug()))),
                maybe(new Change<>(List.of(), List.of(new PromptTemplate(text(), text())))),
                maybe(new Change<>(AuthMode.PER_USER_EXCHANGE, one(AuthMode.values()))),
                maybe(new Change<>(null, maybe(new StoredKey(text(), "wxyz")))),
                set,
                set + others);
    }

    private PromptStudioUpdated promptStudio(TenantId tenant) {
        return new PromptStudioUpdated(
                tenant,
                maybe(new Change<>(false, random.nextBoolean())),
                maybe(new Change<>(List.of(), List.of(text()))),
                maybe(new Change<>(List.of(), List.of(text(), text()))),
                next(tenant + " studio"));
    }

    private NoteProcessingUpdated notes(TenantId tenant) {
        return new NoteProcessingUpdated(
                tenant,
                maybe(new Change<>(false, true)),
                maybe(new Change<>(null, maybe(slug()))),
                maybe(new Change<>(false, true)),
                maybe(new Change<>(true, false)),
                maybe(new Change<>(false, true)),
                null,
                maybe(new Change<>("", text())),
                next(tenant + " notes"));
    }

    private Event plugin(TenantId tenant) {
        PluginId plugin = new PluginId("scaiwave." + one("web", "notes"));
        long version = next(tenant + " " + plugin);
        return version % 2 == 1
                ? new PluginEnabled(tenant, plugin, NOON, "ann", version)
                : new PluginDisabled(tenant, plugin, NOON, "bob", version);
    }

    private Event participant(TenantId tenant) {
        ParticipantId id = someone();
        String place = tenant + " ours " + id;
        LocalId localId = new LocalId("local-" + ++count);
        Object known = values.put(place, localId);
        boolean configured = id.value().endsWith("1");
        ModelSlug model = new ModelSlug("scai/m" + id.value().length());
        long version = next(place);
        return known == null
                ? new ParticipantCreated(
                        tenant,
                        id,
                        model,
                        configured,
                        localId,
                        text(),
                        text(),
                        ResponseMode.STREAMING,
                        random.nextBoolean(),
                        NOON,
                        0,
                        version)
                : new ParticipantUpdated(
                        tenant,
                        id,
                        model,
                        configured,
                        new Change<>((LocalId) known, localId),
                        maybe(new Change<>("old", text())),
                        maybe(new Change<>("old", text())),
                        maybe(new Change<>(ResponseMode.STREAMING, one(ResponseMode.values()))),
                        maybe(new Change<>(true, random.nextBoolean())),
                        0,
                        version);
    }

    private RoomReported room(TenantId tenant) {
        return new RoomReported(
                tenant,
                origin(),
                one(RoomAction.values()),
                "room-" + random.nextInt(4),
                maybe(one("dm", "group")),
                maybe(Personal.of(new Subject("tnt_a", "room", "1"), text())),
                null);
    }

    private PersonJoined joined(TenantId tenant) {
        ParticipantType type = one(ParticipantType.values());
        boolean human = type == ParticipantType.HUMAN;
        return new PersonJoined(
                tenant,
                origin(),
                someone(),
                type,
                maybe("brought-" + random.nextLong()),
                null,
                human ? maybe(Personal.of(new Subject("tnt_a", "participant", "1"), text())) : null,
                human ? null : maybe(text()));
    }

    private PlatformReported reported(TenantId tenant) {
        return new PlatformReported(
                tenant,
                origin(),
                "call." + one("started", "ended"),
                maybe(text()),
                Personal.of(new Subject("tnt_a", "call", "1"), "{\"reason\":\"" + text() + "\"}"));
    }

    private ParticipantId someone() {
        return new ParticipantId(one("ptc_1", "ptc_22", "@ada:example.org", "@bob1"));
    }

    private ModelSlug slug() {
        return new ModelSlug(one("scai/m5", "scai/m6", "scai/m16"));
    }

    private Personal email(PartnerId id) {
        return Personal.of(Subject.of(id), text() + "@example.org");
    }

    private Origin origin() {
        return new Origin("//platform", "event-" + ++count);
    }

    private String text() {
        return one("é", "", "x".repeat(300), "𝄞 \"quoted\"", "plain") + random.nextInt(10);
    }

    private long next(Object place) {
        return versions.merge(place, 1L, Long::sum);
    }

    private <T> @Nullable T maybe(@Nullable T value) {
        return random.nextBoolean() ? value : null;
    }

    @SafeVarargs
    private <T> T one(T... values) {
        return values[random.nextInt(values.length)];
    }
}
