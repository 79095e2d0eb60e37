package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Audit;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.testkit.Together;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Section 1, as_of: each of the eight reads answers as it did at that position. */
class AsOfTest {

    private static final int STEPS = 24;

    /** The state after a write: its position and time, and the answer of each read. */
    private record Moment(long position, String instant, Map<String, Response> answers) {}

    /** A step of the tenant's history, with choices for its change. */
    private record Step(int number, boolean first, String model, boolean on) {}

    private interface Change {
        void at(Step step);
    }

    private static Tenant tenant = Fleet.tenant();
    private static Partner above = Fleet.partner();
    private static List<Moment> ofTenant = List.of();
    private static List<Moment> ofPartners = List.of();
    private static long beforeTenant;

    static List<String> tenantReads() {
        return Given.TENANT_READS;
    }

    @BeforeAll
    static void two_histories() {
        Partner partner = Fleet.partner();
        beforeTenant = Fleet.operator().read(partner.path()).position();
        tenant = partner.tenant();
        ofTenant = historyOfTenant();
        above = Fleet.partner();
        ofPartners = historyOfPartners();
    }

    /** This holds between the events of one write, too. */
    @Test
    void a_default_model_is_an_enabled_one_at_every_position() {
        Tenant fresh = Fleet.tenant();
        List<String> models = Fleet.modelSlugs(3);
        long first = configured(fresh, models.get(0), models.subList(0, 1));
        configured(fresh, models.get(1), models.subList(1, 3));
        configured(fresh, models.get(0), models.subList(0, 1));
        long last = configured(fresh, null, List.of());
        for (long position = first; position <= last; position++) {
            JsonNode then = fresh.admin().read(Given.CONFIG + "?as_of=" + position).data();
            if (!then.get("default_model").isNull()) {
                assertThat(then.get("enabled_models"))
                        .as("as of %s", position)
                        .contains(then.get("default_model"));
            }
        }
    }

    private static long configured(Tenant tenant, @Nullable String model, List<String> enabled) {
        return tenant.admin()
                .put(Given.CONFIG)
                .json(object("default_model", model, "enabled_models", enabled))
                .send()
                .expectChanged()
                .position();
    }

    private static List<Moment> historyOfTenant() {
        var random = new Random(4_711);
        List<String> models = Fleet.modelSlugs(3);
        List<Moment> moments = new ArrayList<>();
        moments.add(moment());
        List<Change> changes = changes(models);
        for (int number = 0; number < STEPS; number++) {
            boolean first = number < changes.size();
            Change change = changes.get(first ? number : random.nextInt(changes.size()));
            String model = models.get(random.nextInt(models.size()));
            change.at(new Step(number, first, model, random.nextBoolean()));
            moments.add(moment());
        }
        return moments;
    }

    /** One change of each kind; a resource that can be read as of a position needs one here. */
    private static List<Change> changes(List<String> models) {
        Api admin = tenant.admin();
        AtomicReference<String> joined = new AtomicReference<>();
        return List.of(
                step -> tried(admin.put(Given.CONFIG).json(configuration(step, models))),
                step -> tried(admin.put(Given.STUDIO).json(object("enabled", step.on))),
                step ->
                        tried(
                                admin.put(Given.NOTES)
                                        .json(
                                                Given.notes(
                                                        "Step " + step.number,
                                                        step.on ? step.model : null))),
                step -> tried(Given.turn(tenant, step.model, step.on)),
                step ->
                        tried(
                                admin.post(
                                        "%s/%s/%s"
                                                .formatted(
                                                        Given.PLUGINS,
                                                        Scene.PLUGIN,
                                                        step.on || step.first
                                                                ? "enable"
                                                                : "disable"))),
                step ->
                        tried(
                                admin.put("/v1/admin/models/" + step.model + "/participant")
                                        .json(Given.participant("of-step-" + step.number))),
                step -> tried(Given.newParticipant(tenant, step.model, "p" + step.number)),
                step -> {
                    joined.set("usr_" + step.number);
                    String kind = step.on ? "human" : "agent";
                    Report.taken(Report.join(tenant, joined.get(), kind, "u" + step.number));
                },
                _ -> Report.taken(Report.leave(tenant, joined.get())));
    }

    private static ObjectNode configuration(Step step, List<String> models) {
        return object(
                "default_model",
                step.model,
                "enabled_models",
                step.on ? models : List.of(step.model),
                "system_prompt_templates",
                List.of(object("name", "n", "prompt", "p" + step.number)));
    }

    /** A refusal, such as of a model that was turned off before, is part of the history. */
    private static void tried(Request request) {
        request.send().assertStatus().isIn(200, 201, 400, 409);
    }

    /** The answers of all reads of the tenant now, and the position of its last write. */
    private static Moment moment() {
        Request newest = tenant.admin().get(Given.AUDIT).query("limit", 1);
        Audit.WRITES.forEach(action -> newest.query("action", action));
        JsonNode last =
                newest.query("action", "participant.join")
                        .query("action", "participant.leave")
                        .send()
                        .expect(200)
                        .data()
                        .get(0);
        Map<String, Response> answers = new LinkedHashMap<>();
        Given.TENANT_READS.forEach(path -> answers.put(path, tenant.admin().read(path)));
        return new Moment(
                last.at("/metadata/position").asLong(), last.get("created_at").asString(), answers);
    }

    private static List<Moment> historyOfPartners() {
        List<Moment> moments = new ArrayList<>();
        List<Partner> all = new ArrayList<>(List.of(above));
        List<Runnable> steps =
                List.of(
                        () -> all.add(above.below()),
                        () -> all.getLast().tenant(),
                        () -> Given.change(all.getLast(), "max_tenants", 7).send().expect(200),
                        () -> all.add(all.getLast().below()),
                        () -> all.getLast().tenant(),
                        () -> Given.change(above, "name", "Another name").send().expect(200),
                        () -> above.tenant(),
                        () -> Given.change(all.getLast(), "status", "suspended").send(),
                        () -> Given.change(all.get(1), "contact_email", "x@y.example").send());
        moments.add(momentOf(all));
        for (Runnable step : steps) {
            step.run();
            moments.add(momentOf(all));
        }
        return moments;
    }

    private static Moment momentOf(List<Partner> partners) {
        JsonNode last = Audit.writes(Fleet.operator()).getFirst();
        Map<String, Response> answers = new LinkedHashMap<>();
        answers.put(Given.PARTNERS, above.admin().read(Given.PARTNERS));
        partners.forEach(p -> answers.put(p.path(), above.admin().read(p.path())));
        return new Moment(
                last.at("/metadata/position").asLong(), last.get("created_at").asString(), answers);
    }

    @ParameterizedTest
    @MethodSource("tenantReads")
    void a_read_of_a_tenant_as_of_each_write_is_what_it_was_after_it(String path) {
        assertPast(tenant.admin(), path, ofTenant);
        assertThat(ofTenant.stream().map(m -> m.answers().get(path)).map(r -> r.data()).distinct())
                .as("the history of %s", path)
                .hasSizeGreaterThan(1);
    }

    @Test
    void the_list_of_partners_as_of_each_write_is_what_it_was_after_it() {
        assertPast(above.admin(), Given.PARTNERS, ofPartners);
    }

    @Test
    void a_partner_as_of_each_write_is_what_it_was_after_it() {
        ofPartners.getLast().answers().keySet().stream()
                .filter(path -> !path.equals(Given.PARTNERS))
                .forEach(path -> assertPast(above.admin(), path, ofPartners));
    }

    private static void assertPast(Api api, String path, List<Moment> moments) {
        for (int i = 0; i < moments.size(); i++) {
            Moment moment = moments.get(i);
            Response then = moment.answers().get(path);
            Response byPosition = api.get(path).query("as_of", moment.position()).send();
            Response byInstant = api.get(path).query("as_of", moment.instant()).send();
            if (then == null) {
                byPosition.expectError(404, "SW_PARTNER_NOT_FOUND");
                byInstant.expectError(404, "SW_PARTNER_NOT_FOUND");
                continue;
            }
            for (Response past : List.of(byPosition.expect(200), byInstant.expect(200))) {
                assertThat(past.data()).as("%s then", past).isEqualTo(then.data());
                assertThat(past.header("ETag")).as("%s then", past).isEqualTo(then.header("ETag"));
                assertThat(past.meta().get("version")).isEqualTo(then.meta().get("version"));
                assertThat(past.meta().get("position")).isEqualTo(then.meta().get("position"));
            }
            assertThat(byPosition.meta().get("as_of").asLong()).isEqualTo(moment.position());
            assertThat(byInstant.meta().get("as_of").asLong())
                    .isGreaterThanOrEqualTo(moment.position());
            if (i + 1 < moments.size() && moments.get(i + 1).position() > moment.position()) {
                assertThat(byInstant.meta().get("as_of").asLong())
                        .isLessThan(moments.get(i + 1).position());
            }
        }
    }

    static List<String> reads() {
        List<String> reads = new ArrayList<>(Given.TENANT_READS);
        reads.addAll(List.of(Given.PARTNERS, "/v1/admin/partners/{partner_id}"));
        return reads;
    }

    private static Response asOf(String path, Object asOf) {
        Api api = path.startsWith(Given.PARTNERS) ? above.admin() : tenant.admin();
        return api.get(path.replace("{partner_id}", above.id())).query("as_of", asOf).send();
    }

    @ParameterizedTest
    @MethodSource("reads")
    void neither_the_future_nor_what_is_beyond_the_head_has_happened(String path) {
        for (Object asOf :
                List.of(
                        Instant.now().plusSeconds(3600),
                        "9999-12-31T23:59:59Z",
                        9_007_199_254_740_991L,
                        "9999999999999999",
                        ofTenant.getLast().position() + 1_000_000)) {
            asOf(path, asOf).expectError(400, "SW_VALIDATION_FAILED", "as_of");
        }
    }

    @ParameterizedTest
    @MethodSource("reads")
    void there_was_nothing_before_the_first_event(String path) {
        for (Object asOf : List.of(0, "1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z")) {
            asOf(path, asOf).expectError(400, "SW_VALIDATION_FAILED", "as_of");
        }
    }

    @ParameterizedTest
    @MethodSource("reads")
    void what_is_no_position_and_no_instant_is_a_mistake(String path) {
        for (Object asOf :
                List.of(
                        "",
                        "now",
                        "-1",
                        "1.5",
                        "01",
                        "1e3",
                        "99999999999999999999",
                        "2026-02-30T00:00:00Z",
                        "2026-05-17",
                        "2026-05-17T10:21:00",
                        "2026-05-17T24:00:00Z",
                        "2026-05-17 10:21:00Z")) {
            asOf(path, asOf).expectError(400, "SW_VALIDATION_FAILED", "as_of");
        }
    }

    @ParameterizedTest
    @MethodSource("tenantReads")
    void a_tenant_did_not_exist_before_its_creation(String path) {
        asOf(path, beforeTenant).expectError(404, "SW_TENANT_NOT_FOUND");
    }

    @Test
    void a_partner_did_not_exist_before_its_creation() {
        asOf("/v1/admin/partners/{partner_id}", beforeTenant)
                .expectError(404, "SW_PARTNER_NOT_FOUND");
    }

    @ParameterizedTest
    @MethodSource("reads")
    void an_instant_may_be_written_with_another_offset(String path) {
        Moment moment =
                path.startsWith(Given.PARTNERS)
                        ? ofPartners.get(ofPartners.size() / 2)
                        : ofTenant.get(STEPS / 2);
        String offset =
                Instant.parse(moment.instant()).plusSeconds(7200).toString().replace("Z", "+02:00");

        Response written = asOf(path, offset).expect(200);
        Response same = asOf(path, moment.instant()).expect(200);
        assertThat(written.data()).isEqualTo(same.data());
        assertThat(written.meta().get("as_of")).isEqualTo(same.meta().get("as_of"));
    }

    @Test
    void without_as_of_no_as_of_is_answered() {
        Given.TENANT_READS.forEach(
                path -> assertThat(tenant.admin().read(path).meta().has("as_of")).isFalse());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void a_list_as_of_then_is_paged_as_of_then(int limit) {
        Tenant other = Fleet.tenant();
        String model = other.enableModels(1).getFirst();
        long then =
                IntStream.range(0, 5)
                        .mapToLong(n ->
                                Given.newParticipant(other, model, "p" + n)
                                        .send()
                                        .expect(201)
                                        .position())
                        .max()
                        .orElseThrow();
        List<JsonNode> live = Given.pages(other.admin(), Given.PARTICIPANTS, 1000);
        Given.newParticipant(other, model, "later").send().expect(201);
        Given.turn(other, model, false).send().expect(200);

        assertThat(Given.pages(other.admin(), Given.PARTICIPANTS + "?as_of=" + then, limit))
                .isEqualTo(live);
        Partner partner = other.partner();
        partner.below();
        partner.below();
        Response partners = partner.admin().read(Given.PARTNERS);
        long head = Audit.writes(Fleet.operator()).getFirst().at("/metadata/position").asLong();
        partner.below();
        assertThat(Given.pages(partner.admin(), Given.PARTNERS + "?as_of=" + head, limit))
                .isEqualTo(partners.data().valueStream().toList());
    }

    @Test
    void many_looks_into_a_long_past_are_answered_or_told_to_come_back() {
        Partner fleet = Fleet.partner();
        List<Partner> below = Stream.generate(fleet::below).limit(16).toList();
        Together.times(
                below.size(),
                p -> {
                    for (int n = 0; n < 40; n++) {
                        fleet.admin()
                                .put(below.get(p).path())
                                .json(
                                        object(
                                                "name", "Name " + n,
                                                "contact_email", "a@b.example",
                                                "status", "active"))
                                .sendPatiently()
                                .expectChanged();
                    }
                    return p;
                });
        Api admin = fleet.admin();
        String head = admin.read(Given.EVENTS + "?limit=1").meta().get("head").asString();

        List<Response> answers =
                Together.times(
                        16, _ -> admin.get(Given.PARTNERS + "?limit=1&as_of=" + head).send());

        assertThat(answers).allSatisfy(a -> assertThat(a.status()).isIn(200, 429));
        assertThat(answers).anySatisfy(a -> assertThat(a.status()).isEqualTo(200));
        assertThat(admin.read(Given.PARTNERS + "?limit=1000&as_of=" + head).data())
                .isEqualTo(admin.read(Given.PARTNERS + "?limit=1000").data());
    }

    @Test
    void a_cursor_is_bound_to_its_as_of() {
        Tenant other = Fleet.tenant();
        String model = other.enableModels(1).getFirst();
        Given.newParticipant(other, model, "p1").send().expect(201);
        long then = Given.newParticipant(other, model, "p2").send().expect(201).position();
        Given.newParticipant(other, model, "p3").send().expect(201);
        String path = Given.PARTICIPANTS + "?limit=1";
        String past = path + "&as_of=" + then;
        String cursor = String.valueOf(other.admin().read(past).nextCursor());
        other.admin().get(past).query("cursor", cursor).send().expect(200);

        Given.assertRefused(other.admin(), Map.of(path, cursor));
    }

    @Test
    void filters_hold_as_of_then_too() {
        Tenant other = Fleet.tenant();
        String model = other.enableModels(1).getFirst();
        long then = Given.newParticipant(other, model, "p1").send().expect(201).position();
        Given.turn(other, model, false).send().expect(200);

        Api admin = other.admin();
        assertThat(admin.read(Given.PARTICIPANTS + "?enabled=true").data()).isEmpty();
        assertThat(admin.read(Given.PARTICIPANTS + "?enabled=true&as_of=" + then).data())
                .hasSize(1);
        assertThat(admin.read(Given.CATALOG + "?enabled=true").data()).isEmpty();
        assertThat(admin.read(Given.CATALOG + "?enabled=true&as_of=" + then).data()).hasSize(1);
    }

    @Test
    void an_etag_of_then_is_not_modified_then() {
        Moment moment = ofTenant.get(STEPS / 2);
        Response then = asOf(Given.CONFIG, moment.position()).expect(200);

        tenant.admin()
                .get(Given.CONFIG)
                .query("as_of", moment.position())
                .ifNoneMatch(then.etag())
                .send()
                .expect(304);
    }
}
