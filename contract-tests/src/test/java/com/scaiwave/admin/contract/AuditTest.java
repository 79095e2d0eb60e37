package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.each;
import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Audit;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Section 4: each action is in the audit log, once, in order, with its details. */
class AuditTest {

    private static final String KEY = "sgk_" + "SecretSecret0123".repeat(3) + "tail";

    private static Partner above = Fleet.partner();
    private static Tenant tenant = Fleet.tenant();
    private static String model = "";
    private static String participant = "";

    /** The answers of all writes, by their actions. */
    private static final Map<String, Response> WRITES = new TreeMap<>();

    /** The writes' own entries, oldest first. */
    private static List<JsonNode> log = List.of();

    @BeforeAll
    static void one_write_of_each_action() {
        above = Fleet.partner();
        Response partner =
                above.admin()
                        .post(Given.PARTNERS)
                        .json(Given.partner(Fleet.slug()))
                        .send()
                        .expect(201);
        WRITES.put("partner.create", partner);
        var below =
                new Partner(
                        partner.data().get("id").asString(),
                        partner.data().get("slug").asString(),
                        above.id());
        Response created =
                below.admin()
                        .post(Given.TENANTS)
                        .json(Given.tenant(Fleet.slug(), null))
                        .send()
                        .expect(201);
        WRITES.put("tenant.create", created);
        tenant =
                new Tenant(
                        created.data().get("id").asString(),
                        created.data().get("slug").asString(),
                        below);
        writesOf(tenant);
        WRITES.put(
                "partner.update",
                below.admin()
                        .put(below.path())
                        .json(Json.with(below.admin().read(below.path()).data(), "name", "Renamed"))
                        .send());
        log =
                Audit.writes(Fleet.operator()).reversed().stream()
                        .filter(AuditTest::ofTheFleet)
                        .toList();
        assertThat(WRITES.keySet()).containsExactlyInAnyOrderElementsOf(Audit.WRITES);
    }

    private static boolean ofTheFleet(JsonNode entry) {
        return entry.get("tenant_id").asString("").equals(tenant.id())
                || List.of(above.id(), tenant.partner().id())
                        .contains(entry.get("resource_id").asString(""));
    }

    private static void writesOf(Tenant own) {
        Api ada = own.admin("usr_ada");
        model = Fleet.modelSlugs(4).get(3);
        WRITES.put("model.enable", ada.post("/v1/admin/models/" + model + "/enable").send());
        WRITES.put(
                "ai_config.update",
                own.admin("usr_ben")
                        .put(Given.CONFIG)
                        .json(
                                object(
                                        "default_model",
                                        null,
                                        "enabled_models",
                                        List.of(model),
                                        "scaigrid_auth_mode",
                                        "service_token",
                                        "scaigrid_api_key",
                                        KEY))
                        .send());
        WRITES.put(
                "prompt_studio.update",
                ada.put(Given.STUDIO)
                        .json(object("enabled", true, "allowlist", object("roles", List.of("b"))))
                        .send());
        WRITES.put(
                "note_processing.update",
                ada.put(Given.NOTES).json(Given.notes("Be brief.", null)).send());
        String path = "/v1/admin/models/" + model + "/participant";
        Response first = ada.put(path).json(Given.participant("helper")).send().expect(201);
        participant = first.data().get("id").asString();
        WRITES.put("participant.create", first);
        WRITES.put(
                "participant.update",
                ada.put(path)
                        .json(Json.with(first.data(), "display_name", "Other"))
                        .send()
                        .expect(200));
        String plugin = Given.PLUGINS + "/" + Scene.PLUGIN;
        WRITES.put("plugin.enable", ada.post(plugin + "/enable").send());
        WRITES.put("plugin.disable", ada.post(plugin + "/disable").send());
        WRITES.put("model.disable", ada.post("/v1/admin/models/" + model + "/disable").send());
    }

    private static JsonNode entry(String action) {
        List<String> ids = WRITES.getOrDefault(action, null) == null ? List.of() : ids(action);
        return log.stream()
                .filter(e -> e.get("action").asString().equals(action))
                .filter(e -> ids.contains(e.get("id").asString()))
                .reduce((one, two) -> {
                    throw new AssertionError("two entries: " + one + two);
                })
                .orElseThrow(() -> new AssertionError("no " + action + " in " + log));
    }

    private static List<String> ids(String action) {
        Response write = WRITES.get(action);
        return write == null
                ? List.of()
                : write.expectChanged().eventIds().stream().map(id -> "audit-" + id).toList();
    }

    static List<String> actions() {
        return Audit.WRITES;
    }

    @ParameterizedTest
    @MethodSource("actions")
    void each_action_is_one_entry_of_exactly_these_fields(String action) {
        JsonNode entry = entry(action);

        assertThat(entry.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "tenant_id",
                        "actor_id",
                        "actor_type",
                        "action",
                        "resource_type",
                        "resource_id",
                        "metadata",
                        "ip",
                        "user_agent",
                        "created_at");
        assertThat(entry.get("actor_type").asString()).isEqualTo("user");
        assertThat(entry.get("ip").asString()).matches("[0-9a-f.:]+");
        assertThat(entry.get("user_agent").asString()).startsWith("Java-http-client");
    }

    @ParameterizedTest
    @MethodSource("actions")
    void each_entry_names_what_was_written(String action) {
        JsonNode entry = entry(action);

        String type = action.substring(0, action.indexOf('.'));
        assertThat(entry.get("resource_type").asString()).isEqualTo(type);
        assertThat(entry.get("resource_id").asString())
                .isEqualTo(
                        switch (type) {
                            case "model" -> model;
                            case "plugin" -> Scene.PLUGIN;
                            case "participant" -> participant;
                            case "partner" -> tenant.partner().id();
                            default -> tenant.id();
                        });
        if (type.equals("partner")) {
            assertThat(entry.get("tenant_id").isNull()).isTrue();
        } else {
            assertThat(entry.get("tenant_id").asString()).isEqualTo(tenant.id());
        }
    }

    @ParameterizedTest
    @MethodSource("actions")
    void each_entry_has_the_version_the_position_and_the_request_of_its_write(String action) {
        Response write = java.util.Objects.requireNonNull(WRITES.get(action));
        JsonNode metadata = entry(action).get("metadata");

        assertThat(metadata.get("version").asLong()).isEqualTo(write.version());
        assertThat(metadata.get("position").asLong()).isEqualTo(write.position());
        assertThat(metadata.get("request_id").asString()).isEqualTo(write.requestId());
        assertThat(metadata.get("outcome").asString()).isEqualTo("success");
        assertThat(metadata.path("occurred_at")).isNotEqualTo(entry(action).get("created_at"));
        assertThat(metadata.get("changes")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("actions")
    void what_a_partner_admin_did_on_a_tenant_names_its_partner_and_nothing_else_does(
            String action) {
        JsonNode metadata = entry(action).get("metadata");

        if (action.equals("tenant.create")) {
            assertThat(metadata.get("partner_id").asString()).isEqualTo(tenant.partner().id());
        } else {
            assertThat(metadata.has("partner_id")).isFalse();
        }
    }

    @Test
    void a_partner_admin_who_acts_on_a_tenant_of_its_fleet_is_recorded_as_its_partner() {
        Tenant other = above.below().tenant();
        Response write =
                above.admin()
                        .on(other.id())
                        .put(Given.STUDIO)
                        .json("{\"enabled\": true}")
                        .send()
                        .expectChanged();

        JsonNode entry =
                Given.the(
                        other.admin().read(Given.AUDIT).data(),
                        "id",
                        "audit-" + write.eventIds().getFirst());
        assertThat(entry.at("/metadata/partner_id").asString()).isEqualTo(above.id());
        assertThat(entry.get("actor_id").asString()).isEqualTo("usr_" + above.id());
    }

    @Test
    void changes_are_pointers_with_old_and_new_and_arrays_are_compared_whole() {
        Tenant other = Fleet.tenant();
        other.admin()
                .put(Given.STUDIO)
                .json(object("enabled", false, "allowlist", object("roles", List.of("a", "b"))))
                .send()
                .expectChanged();
        other.admin()
                .put(Given.STUDIO)
                .json(object("enabled", true, "allowlist", object("roles", List.of("a", "c"))))
                .send()
                .expectChanged();

        JsonNode changes = Audit.writes(other.admin()).getFirst().get("metadata").get("changes");
        assertThat(changes.valueStream().toList())
                .containsExactlyInAnyOrder(
                        object("path", "/enabled", "old", false, "new", true),
                        object(
                                "path",
                                "/allowlist/roles",
                                "old",
                                List.of("a", "b"),
                                "new",
                                List.of("a", "c")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.enable", "model.disable", "plugin.enable", "plugin.disable"})
    void a_switch_is_a_change_of_enabled(String action) {
        boolean on = action.endsWith("enable");
        assertThat(entry(action).at("/metadata/changes").valueStream().toList())
                .containsExactly(object("path", "/enabled", "old", !on, "new", on));
    }

    @Test
    void a_creation_changes_every_field_from_null() {
        for (String action : List.of("tenant.create", "partner.create", "participant.create")) {
            JsonNode data = java.util.Objects.requireNonNull(WRITES.get(action)).data();
            JsonNode changes = entry(action).at("/metadata/changes");
            assertThat(changes.valueStream()).allMatch(c -> c.get("old").isNull());
            List<String> fields =
                    action.equals("participant.create")
                            ? List.of("local_id", "display_name")
                            : List.of("slug", "name");
            for (String field : fields) {
                assertThat(Given.the(changes, "path", "/" + field).get("new"))
                        .as("%s of %s", field, changes)
                        .isEqualTo(data.get(field));
            }
        }
    }

    @Test
    void a_secret_is_masked() {
        JsonNode change =
                Given.the(
                        entry("ai_config.update").at("/metadata/changes"),
                        "path",
                        "/scaigrid_api_key");

        assertThat(change.get("old").isNull()).isTrue();
        assertThat(change.get("new").asString()).isEqualTo("sgk_…tail");
        assertThat(log.toString()).doesNotContain(KEY).doesNotContain(KEY.substring(4, 20));
    }

    @Test
    void a_write_of_several_events_is_an_entry_of_each() {
        Tenant other = Fleet.tenant();
        Response put =
                other.admin()
                        .put(Given.CONFIG)
                        .json(
                                object(
                                        "enabled_models",
                                        Fleet.modelSlugs(3),
                                        "system_prompt_templates",
                                        List.of(object("name", "n", "prompt", "p"))))
                        .send()
                        .expectChanged();
        List<JsonNode> entries = new ArrayList<>(Audit.writes(other.admin()).reversed());
        entries.removeIf(e -> e.get("action").asString().equals("tenant.create"));

        assertThat(entries.stream().map(e -> e.get("id").asString()))
                .containsExactlyElementsOf(
                        put.eventIds().stream().map(id -> "audit-" + id).toList());
        assertThat(entries.getLast().at("/metadata/position").asLong()).isEqualTo(put.position());
    }

    @Test
    @Tag("split")
    void positions_rise_and_created_at_never_falls() {
        List<Tenant> tenants = List.of(Fleet.tenant(), Fleet.tenant(), Fleet.tenant());
        Together.times(9, n -> tenants.get(n % 3).enableModels(3));
        List<JsonNode> asc = Audit.writes(Fleet.operator()).reversed();

        assertThat(asc.stream().map(e -> e.at("/metadata/position").asLong()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(asc.stream().map(e -> e.get("created_at").asString())).isSorted();
        assertThat(asc.stream().map(e -> e.get("id").asString())).doesNotHaveDuplicates();
    }

    @Test
    void entries_are_the_newest_first_and_ascending_is_the_reverse() {
        String path = Given.AUDIT + "?limit=1000&actor_id=usr_ada";
        List<JsonNode> desc = tenant.admin().read(path).data().valueStream().toList();
        List<JsonNode> asc = tenant.admin().read(path + "&order=asc").data().valueStream().toList();

        assertThat(desc).hasSize(8);
        assertThat(asc).isEqualTo(desc.reversed());
        assertThat(tenant.admin().read(path + "&order=desc").data().valueStream()).isEqualTo(desc);
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of("action", List.of("model.enable")),
                Arguments.of("action", List.of("model.enable", "plugin.disable")),
                Arguments.of("action", List.of("no.such", "plugin.enable")),
                Arguments.of("action", List.of("model")),
                Arguments.of("actor_id", List.of("usr_ada")),
                Arguments.of("actor_id", List.of("usr_ada", "usr_ben")),
                Arguments.of("resource_type", List.of("participant")),
                Arguments.of("resource_type", List.of("participant", "plugin", "model")),
                Arguments.of("resource_id", List.of("scaiwave.web_search")),
                Arguments.of("resource_id", List.of("TENANT", "PARTICIPANT")),
                Arguments.of("resource_id", List.of("%")),
                Arguments.of("resource_id", List.of("' or 1=1 --")));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void a_filter_that_repeats_means_any_of_them(String name, List<String> values) {
        List<String> wanted =
                values.stream()
                        .map(v -> v.replace("TENANT", tenant.id()))
                        .map(v -> v.replace("PARTICIPANT", participant))
                        .toList();
        Request request = tenant.admin().get(Given.AUDIT).query("limit", 1000);
        wanted.forEach(value -> request.query(name, value));

        assertThat(request.send().expect(200).data().valueStream().filter(AuditTest::ofAWrite))
                .isEqualTo(ofTenant(e -> wanted.contains(e.get(name).asString(""))).reversed());
    }

    private static boolean ofAWrite(JsonNode entry) {
        return Audit.WRITES.contains(entry.get("action").asString());
    }

    private static List<JsonNode> ofTenant(Predicate<JsonNode> filter) {
        return log.stream()
                .filter(e -> e.get("tenant_id").asString("").equals(tenant.id()))
                .filter(filter)
                .toList();
    }

    @Test
    void different_filters_must_all_hold() {
        assertThat(
                        tenant.admin()
                                .read(
                                        Given.AUDIT
                                                + "?actor_id=usr_ada&resource_type=model&resource_type=plugin"
                                                + "&action=plugin.enable&action=model.disable")
                                .data()
                                .valueStream())
                .isEqualTo(
                        ofTenant(e ->
                                        List.of("plugin.enable", "model.disable")
                                                .contains(e.get("action").asString()))
                                .reversed());
        assertThat(
                        tenant.admin()
                                .read(Given.AUDIT + "?actor_id=usr_ben&resource_type=plugin")
                                .data())
                .isEmpty();
    }

    @Test
    void since_is_inclusive_and_until_is_exclusive_at_the_microsecond() {
        for (JsonNode entry : ofTenant(e -> true)) {
            String at = entry.get("created_at").asString();
            Predicate<JsonNode> before = e -> e.get("created_at").asString().compareTo(at) < 0;
            Request since = tenant.admin().get(Given.AUDIT).query("since", at);
            Request until = tenant.admin().get(Given.AUDIT).query("until", at);
            Audit.WRITES.forEach(a -> since.query("action", a));
            Audit.WRITES.forEach(a -> until.query("action", a));

            assertThat(since.send().expect(200).data().valueStream())
                    .isEqualTo(ofTenant(before.negate()).reversed());
            assertThat(until.send().expect(200).data().valueStream())
                    .isEqualTo(ofTenant(before).reversed());
        }
    }

    @Test
    void nothing_is_since_and_until_the_same_instant() {
        String at = entry("plugin.enable").get("created_at").asString();
        assertThat(
                        tenant.admin()
                                .get(Given.AUDIT)
                                .query("since", at)
                                .query("until", at)
                                .send()
                                .expect(200)
                                .data())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=-1",
                "limit=x",
                "limit=",
                "order=down",
                "order=ASC",
                "since=yesterday",
                "since=2026-02-30T00:00:00Z",
                "until=2026-01-01",
                "cursor=x",
                "cursor="
            })
    void a_filter_that_is_wrong_is_named(String query) {
        tenant.admin()
                .get(Given.AUDIT)
                .rawQuery(query)
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", query.substring(0, query.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 1000})
    void pages_of_any_size_are_the_whole(int limit) {
        StringBuilder target = new StringBuilder(Given.AUDIT + "?order=desc");
        Audit.WRITES.forEach(action -> target.append("&action=").append(action));

        assertThat(Given.pages(tenant.admin(), target.toString(), limit))
                .isEqualTo(ofTenant(e -> true).reversed());
    }

    @Test
    void a_page_is_not_moved_by_what_is_written_meanwhile() {
        Tenant other = Fleet.tenant();
        other.enableModels(3);
        String path = Given.AUDIT + "?limit=1&resource_type=model";
        List<String> seen = new ArrayList<>();
        Response page = other.admin().read(path);
        int n = 0;
        while (true) {
            seen.addAll(each(page.data(), "id"));
            String cursor = page.nextCursor();
            if (cursor == null) {
                break;
            }
            Given.turn(other, Fleet.modelSlugs(1).getFirst(), n++ % 2 == 1).send().expect(200);
            page = other.admin().get(path).query("cursor", cursor).send().expect(200);
        }

        List<String> all =
                each(other.admin().read(Given.AUDIT + "?resource_type=model").data(), "id");
        assertThat(seen).isEqualTo(all.subList(n, all.size())).hasSize(3);
    }

    @Test
    void an_ascending_cursor_is_always_there_and_tails() {
        Tenant other = Fleet.tenant();
        String path = Given.AUDIT + "?order=asc&resource_type=plugin";
        String cursor = other.admin().read(path).nextCursor();
        for (int n = 0; n < 4; n++) {
            assertThat(cursor).isNotNull();
            String from = String.valueOf(cursor);
            assertThat(tail(other, path, from).data()).isEmpty();
            assertThat(tail(other, path, from).nextCursor()).isNotNull();
            Response write =
                    other.admin()
                            .post(
                                    Given.PLUGINS
                                            + "/"
                                            + Scene.PLUGIN
                                            + (n % 2 == 0 ? "/enable" : "/disable"))
                            .send()
                            .expectChanged();
            Response page = tail(other, path, from);
            assertThat(each(page.data(), "id"))
                    .containsExactly("audit-" + write.eventIds().getFirst());
            cursor = page.nextCursor();
        }
    }

    private static Response tail(Tenant other, String path, String cursor) {
        return other.admin().get(path).query("cursor", cursor).send().expect(200);
    }

    @Test
    void a_cursor_is_bound_to_its_filters_and_cannot_be_forged() {
        String path = Given.AUDIT + "?limit=1&actor_id=usr_ada";
        String cursor = String.valueOf(tenant.admin().read(path).nextCursor());
        tenant.admin().get(path).query("cursor", cursor).send().expect(200);
        char last = cursor.charAt(cursor.length() / 2);
        String forged =
                cursor.substring(0, cursor.length() / 2)
                        + (last == 'A' ? 'B' : 'A')
                        + cursor.substring(cursor.length() / 2 + 1);
        Map<String, String> wrong =
                Map.of(
                        path,
                        forged,
                        Given.AUDIT + "?limit=1",
                        cursor,
                        Given.AUDIT + "?limit=1&actor_id=usr_ben",
                        cursor,
                        Given.AUDIT + "?limit=1&actor_id=usr_ada&order=asc",
                        cursor,
                        Given.AUDIT + "?limit=1&actor_id=usr_ada&action=model.enable",
                        cursor,
                        Given.AUDIT + "?limit=1&actor_id=usr_ada&since=2026-01-01T00:00:00Z",
                        cursor);
        Given.assertRefused(tenant.admin(), wrong);
        for (String list : List.of(Given.PARTICIPANTS, Given.TENANTS, Given.PARTNERS)) {
            (list.equals(Given.PARTICIPANTS) ? tenant.admin() : above.admin())
                    .get(list)
                    .query("cursor", cursor)
                    .send()
                    .expectError(400, "SW_VALIDATION_FAILED", "cursor");
        }
    }

    @Test
    void the_entries_of_a_partner_are_for_its_own_admins_those_above_it_and_operators() {
        String id = entry("partner.update").get("id").asString();
        String filter = Given.AUDIT + "?limit=1000&resource_id=" + tenant.partner().id();

        for (Api api : List.of(tenant.partner().admin(), above.admin(), Fleet.operator())) {
            assertThat(each(api.read(filter).data(), "id")).contains(id);
        }
        Partner below = tenant.partner().below();
        for (Api api :
                List.of(
                        tenant.admin(),
                        below.admin(),
                        above.below().admin(),
                        Fleet.partner().admin(),
                        above.admin().on(tenant.id()))) {
            assertThat(each(api.read(filter).data(), "id")).doesNotContain(id);
        }
    }

    @Test
    void entries_stay_what_they_were() {
        assertThat(Audit.writes(above.admin())).containsSubsequence(log.reversed());
    }
}
