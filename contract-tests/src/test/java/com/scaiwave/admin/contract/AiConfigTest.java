package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.each;
import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Audit;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Section 3, tenant configuration: AI, prompt studio and note processing. */
class AiConfigTest {

    private static final String FACE = "😀";
    private static final String KEY = "sgk_" + "A".repeat(28) + "tail";
    private static final List<String> MODELS = Fleet.modelSlugs(4);

    private Tenant tenant = Fleet.tenant();

    @BeforeEach
    void a_tenant() {
        tenant = Fleet.tenant();
    }

    private Response put(String path, Object body) {
        return tenant.admin().put(path).json(body).send();
    }

    private static List<ObjectNode> templates(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> object("name", "t" + n, "prompt", "p"))
                .toList();
    }

    private static ObjectNode template(@Nullable Object name, @Nullable Object prompt) {
        return object("system_prompt_templates", List.of(object("name", name, "prompt", prompt)));
    }

    private static ObjectNode roles(Object roles) {
        return object("enabled", true, "allowlist", object("roles", roles, "groups", List.of()));
    }

    private static ObjectNode groups(Object groups) {
        return object("enabled", true, "allowlist", object("groups", groups, "roles", List.of()));
    }

    /** Models that are enabled, of which the first is the default. */
    private static ObjectNode withDefault(List<String> models) {
        return object("enabled_models", models, "default_model", models.getFirst());
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(n -> "n" + n).toList();
    }

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of(Given.CONFIG, template(FACE.repeat(80), "p")),
                Arguments.of(Given.CONFIG, template("n", FACE.repeat(20_000))),
                Arguments.of(Given.CONFIG, object("system_prompt_templates", templates(50))),
                Arguments.of(Given.CONFIG, object("scaigrid_api_key", "sgk_" + "a".repeat(32))),
                Arguments.of(Given.CONFIG, object("scaigrid_api_key", "sgk_" + "-_aZ9".repeat(40))),
                Arguments.of(Given.STUDIO, roles(List.of(FACE.repeat(128)))),
                Arguments.of(Given.STUDIO, groups(List.of(FACE.repeat(128)))),
                Arguments.of(Given.STUDIO, roles(names(200))),
                Arguments.of(Given.STUDIO, groups(names(200))),
                Arguments.of(Given.NOTES, Given.notes(FACE.repeat(20_000), null)),
                Arguments.of(Given.NOTES, Given.notes("", null)));
    }

    @ParameterizedTest
    @MethodSource("good")
    void what_is_within_the_limits_is_taken(String path, ObjectNode body) {
        Response put = put(path, body).expectChanged();
        assertThat(tenant.admin().read(path).data()).isEqualTo(put.data());
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                bad(Given.CONFIG, template("", "p"), "/system_prompt_templates/0/name"),
                bad(
                        Given.CONFIG,
                        template(FACE.repeat(81), "p"),
                        "/system_prompt_templates/0/name"),
                bad(Given.CONFIG, template(null, "p"), "/system_prompt_templates/0/name"),
                bad(Given.CONFIG, template("n", ""), "/system_prompt_templates/0/prompt"),
                bad(Given.CONFIG, template("n", null), "/system_prompt_templates/0/prompt"),
                bad(
                        Given.CONFIG,
                        template("n", FACE.repeat(20_001)),
                        "/system_prompt_templates/0/prompt"),
                bad(
                        Given.CONFIG,
                        object("system_prompt_templates", templates(51)),
                        "/system_prompt_templates"),
                bad(Given.CONFIG, object("enabled_models", names(501)), "/enabled_models"),
                bad(
                        Given.CONFIG,
                        object("enabled_models", List.of("no/such")),
                        "/enabled_models/0"),
                bad(Given.CONFIG, object("enabled_models", List.of("a//b")), "/enabled_models/0"),
                bad(Given.CONFIG, object("enabled_models", null), "/enabled_models"),
                bad(Given.CONFIG, object("default_model", "no/such"), "/default_model"),
                bad(Given.CONFIG, object("default_model", MODELS.getFirst()), "/default_model"),
                bad(Given.CONFIG, object("scaigrid_auth_mode", "none"), "/scaigrid_auth_mode"),
                bad(Given.CONFIG, object("scaigrid_auth_mode", null), "/scaigrid_auth_mode"),
                badKey(""),
                badKey("sgk_" + "a".repeat(31)),
                badKey("sgk_" + "a".repeat(201)),
                badKey("sgk_" + "ä".repeat(32)),
                badKey("key_" + "a".repeat(32)),
                badKey("sgk_…abcd"),
                bad(Given.STUDIO, roles(List.of("")), "/allowlist/roles/0"),
                bad(Given.STUDIO, groups(List.of("a", FACE.repeat(129))), "/allowlist/groups/1"),
                bad(Given.STUDIO, roles(names(201)), "/allowlist/roles"),
                bad(Given.STUDIO, groups(names(201)), "/allowlist/groups"),
                bad(Given.STUDIO, object("enabled", null), "/enabled"),
                bad(Given.STUDIO, object("allowlist", null), "/allowlist"),
                bad(Given.NOTES, Given.notes(FACE.repeat(20_001), null), "/instructions"),
                bad(Given.NOTES, Given.notes("", "no/such"), "/model"),
                bad(Given.NOTES, Given.notes("", MODELS.getFirst()), "/model"),
                bad(Given.NOTES, Json.with(Given.notes("", null), "tag", null), "/tag"),
                bad(
                        Given.NOTES,
                        Json.with(Given.notes("", null), "instructions", null),
                        "/instructions"));
    }

    private static Arguments badKey(String key) {
        return bad(Given.CONFIG, object("scaigrid_api_key", key), "/scaigrid_api_key");
    }

    private static Arguments bad(String path, ObjectNode body, String field) {
        return Arguments.of(path, body, field);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void what_is_not_is_named(String path, ObjectNode body, String field) {
        Response before = tenant.admin().read(path);
        Response refused = put(path, body).expectError(400, "SW_VALIDATION_FAILED");
        assertThat(refused.fields()).containsOnly(field);
        assertThat(tenant.admin().read(path).json()).isEqualTo(before.json());
    }

    @Test
    void what_is_named_twice_is_a_mistake() {
        String model = MODELS.getFirst();
        put(Given.CONFIG, object("enabled_models", List.of(model, model)))
                .expectError(400, "SW_VALIDATION_FAILED");
        put(
                        Given.CONFIG,
                        object(
                                "system_prompt_templates",
                                List.of(
                                        object("name", "n", "prompt", "a"),
                                        object("name", "n", "prompt", "b"))))
                .expectError(400, "SW_VALIDATION_FAILED");
        put(Given.STUDIO, roles(List.of("a", "a"))).expectError(400, "SW_VALIDATION_FAILED");
    }

    @Test
    void a_tenant_that_was_never_configured_has_the_defaults() {
        assertThat(tenant.admin().read(Given.CONFIG).data())
                .isEqualTo(
                        Json.parse(
                                "{\"default_model\": null, \"enabled_models\": [],"
                                        + " \"system_prompt_templates\": [],"
                                        + " \"scaigrid_auth_mode\": \"per_user_exchange\","
                                        + " \"scaigrid_api_key\": null}"));
        assertThat(tenant.admin().read(Given.STUDIO).data())
                .isEqualTo(
                        Json.parse(
                                "{\"enabled\": false, \"allowlist\": {\"roles\": [], \"groups\": []}}"));
        assertThat(tenant.admin().read(Given.NOTES).data())
                .isEqualTo(
                        Json.parse(
                                "{\"enabled\": false, \"model\": null, \"categorise\": false,"
                                        + " \"tag\": false, \"extract_todos\": false,"
                                        + " \"suggest_links\": false, \"instructions\": \"\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {Given.CONFIG, Given.STUDIO, Given.NOTES})
    void a_field_that_is_missing_is_its_default(String path) {
        JsonNode defaults = tenant.admin().read(path).data();
        String model = tenant.enableModels(1).getFirst();
        put(
                        path,
                        switch (path) {
                            case Given.CONFIG ->
                                    object(
                                            "default_model",
                                            model,
                                            "enabled_models",
                                            List.of(model),
                                            "system_prompt_templates",
                                            templates(2));
                            case Given.STUDIO ->
                                    object(
                                            "enabled",
                                            true,
                                            "allowlist",
                                            object("roles", List.of("a"), "groups", List.of("b")));
                            default -> Given.notes("Be brief.", model);
                        })
                .expectChanged();

        assertThat(put(path, "{}").expectChanged().data()).isEqualTo(defaults);
        assertThat(tenant.admin().read(path).data()).isEqualTo(defaults);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enabled",
                "model",
                "categorise",
                "tag",
                "extract_todos",
                "suggest_links",
                "instructions"
            })
    void any_one_field_of_note_processing_may_be_missing(String field) {
        String model = tenant.enableModels(1).getFirst();
        JsonNode defaults = tenant.admin().read(Given.NOTES).data();
        ObjectNode full =
                Given.notes("Be brief.", model).put("tag", true).put("suggest_links", true);

        Response put = put(Given.NOTES, Json.without(full, field)).expectChanged();

        assertThat(put.data()).isEqualTo(Json.with(full, field, defaults.get(field)));
    }

    @Test
    void part_of_an_allowlist_may_be_missing_too() {
        assertThat(
                        put(Given.STUDIO, "{\"allowlist\": {\"roles\": [\"a\"]}}")
                                .expectChanged()
                                .data()
                                .get("allowlist"))
                .isEqualTo(Json.parse("{\"roles\": [\"a\"], \"groups\": []}"));
    }

    @Test
    void sets_are_sorted_and_their_order_is_no_change_but_templates_keep_theirs() {
        List<String> reversed = MODELS.reversed();
        List<ObjectNode> templates = templates(3);
        Response put =
                put(
                                Given.CONFIG,
                                object(
                                        "enabled_models",
                                        reversed,
                                        "system_prompt_templates",
                                        templates.reversed()))
                        .expectChanged();
        assertThat(put.data().get("enabled_models").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(MODELS);
        assertThat(each(put.data().get("system_prompt_templates"), "name"))
                .containsExactly("t2", "t1", "t0");

        put(
                        Given.CONFIG,
                        object(
                                "enabled_models",
                                MODELS,
                                "system_prompt_templates",
                                templates.reversed()))
                .expectUnchanged();
        put(Given.CONFIG, object("enabled_models", MODELS, "system_prompt_templates", templates))
                .expectChanged();
    }

    @ParameterizedTest
    @CsvSource({"absent, true", "mask, true", "null, false"})
    void a_key_is_kept_by_leaving_it_out_or_by_its_mask_and_cleared_by_null(
            String how, boolean kept) {
        Response set = put(Given.CONFIG, object("scaigrid_api_key", KEY)).expectChanged();
        assertThat(set.data().get("scaigrid_api_key").asString()).isEqualTo("sgk_…tail");

        ObjectNode body = object("system_prompt_templates", templates(1));
        if (!how.equals("absent")) {
            body.put("scaigrid_api_key", how.equals("mask") ? "sgk_…tail" : null);
        }
        Response put = put(Given.CONFIG, body).expectChanged();

        assertThat(put.data().get("scaigrid_api_key").isNull()).isEqualTo(!kept);
        put(Given.CONFIG, Json.with(body, "scaigrid_auth_mode", "service_token"))
                .expect(kept ? 200 : 400);
    }

    @Test
    void another_key_is_a_change_even_with_the_same_mask_and_the_same_key_is_none() {
        Response first = put(Given.CONFIG, object("scaigrid_api_key", KEY)).expectChanged();
        put(Given.CONFIG, object("scaigrid_api_key", KEY)).expectUnchanged();

        Response other =
                put(Given.CONFIG, object("scaigrid_api_key", KEY.replace("AAAA", "BBBB")))
                        .expectChanged();

        assertThat(other.data()).isEqualTo(first.data());
        assertThat(other.version()).isEqualTo(first.version() + 1);
        assertThat(Audit.writes(tenant.admin()).getFirst().at("/metadata/changes")).hasSize(1);
    }

    @Test
    void a_mask_of_another_key_is_a_mistake() {
        put(Given.CONFIG, object("scaigrid_api_key", KEY)).expectChanged();
        put(Given.CONFIG, object("scaigrid_api_key", "sgk_…ailt"))
                .expectError(400, "SW_VALIDATION_FAILED", "/scaigrid_api_key");
    }

    @Test
    void a_service_token_needs_a_key() {
        ObjectNode body = object("scaigrid_auth_mode", "service_token");
        put(Given.CONFIG, body).expectError(400, "SW_VALIDATION_FAILED");
        put(Given.CONFIG, Json.with(body, "scaigrid_api_key", KEY)).expectChanged();
        put(Given.CONFIG, body).expectUnchanged();
        put(Given.CONFIG, Json.with(body, "scaigrid_api_key", null))
                .expectError(400, "SW_VALIDATION_FAILED");
    }

    @Test
    void a_key_is_in_no_answer() {
        put(Given.CONFIG, object("scaigrid_api_key", KEY)).expectChanged();
        for (String path : List.of(Given.CONFIG, Given.AUDIT, Given.EVENTS, Given.CATALOG)) {
            assertThat(tenant.admin().read(path).text())
                    .doesNotContain(KEY)
                    .doesNotContain("AAAAtail");
        }
    }

    /** The audited actions of a write, in order, each with its resource. */
    private List<String> actions(Response write) {
        List<String> ids = write.eventIds().stream().map(id -> "audit-" + id).toList();
        return Audit.writes(tenant.admin()).reversed().stream()
                .filter(e -> ids.contains(e.get("id").asString()))
                .map(e -> e.get("action").asString() + " " + e.get("resource_id").asString())
                .toList();
    }

    @Test
    void a_put_that_adds_and_drops_models_records_each_and_no_update() {
        put(Given.CONFIG, object("enabled_models", MODELS.subList(0, 2))).expectChanged();

        Response put =
                put(Given.CONFIG, object("enabled_models", MODELS.subList(1, 4))).expectChanged();

        assertThat(actions(put))
                .containsExactlyInAnyOrder(
                        "model.disable " + MODELS.get(0),
                        "model.enable " + MODELS.get(2),
                        "model.enable " + MODELS.get(3));
        assertThat(put.version()).isEqualTo(2);
    }

    @Test
    void an_update_is_recorded_only_if_another_field_changed_too() {
        Response both = put(Given.CONFIG, withDefault(MODELS.subList(0, 1))).expectChanged();
        assertThat(actions(both))
                .containsExactlyInAnyOrder(
                        "model.enable " + MODELS.getFirst(), "ai_config.update " + tenant.id());
        JsonNode update =
                Given.the(tenant.admin().read(Given.AUDIT).data(), "action", "ai_config.update");
        assertThat(update.at("/metadata/changes").valueStream().toList())
                .containsExactly(
                        object("path", "/default_model", "old", null, "new", MODELS.getFirst()));

        Response other =
                put(
                                Given.CONFIG,
                                Json.with(
                                        withDefault(MODELS.subList(0, 1)),
                                        "system_prompt_templates",
                                        templates(1)))
                        .expectChanged();
        assertThat(actions(other)).containsExactly("ai_config.update " + tenant.id());
    }

    @Test
    @Tag("split")
    void nothing_comes_between_the_events_of_one_put() {
        List<Response> answers =
                Together.times(
                        6,
                        n ->
                                n < 3
                                        ? put(
                                                Given.CONFIG,
                                                object(
                                                        "enabled_models",
                                                        n == 1 ? List.of() : MODELS,
                                                        "system_prompt_templates",
                                                        templates(n + 1)))
                                        : put(Given.STUDIO, roles(names(n))));
        List<String> log = each(tenant.admin().read(Given.EVENTS + "?limit=1000").data(), "id");

        for (Response answer : answers) {
            answer.expectChanged();
            int first = log.indexOf(answer.eventIds().getFirst());
            assertThat(log.subList(first, first + answer.eventIds().size()))
                    .isEqualTo(answer.eventIds());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "notes"})
    void the_default_model_and_that_of_note_processing_cannot_be_disabled(String what) {
        String model = MODELS.getFirst();
        ObjectNode config = object("enabled_models", MODELS.subList(0, 2));
        put(Given.CONFIG, what.equals("default") ? config.put("default_model", model) : config)
                .expectChanged();
        if (what.equals("notes")) {
            put(Given.NOTES, Given.notes("", model)).expectChanged();
        }
        List<JsonNode> log = Audit.writes(tenant.admin());

        Given.turn(tenant, model, false).send().expectError(409, "SW_MODEL_IS_DEFAULT");
        if (what.equals("notes")) {
            put(Given.CONFIG, object("enabled_models", List.of(MODELS.get(1))))
                    .expectError(409, "SW_MODEL_IS_DEFAULT");
        }
        assertThat(Audit.writes(tenant.admin())).isEqualTo(log);
        Given.turn(tenant, MODELS.get(1), false).send().expectChanged();
    }

    @Test
    void a_put_that_drops_the_default_model_with_the_default_disables_it() {
        put(Given.CONFIG, withDefault(MODELS.subList(0, 2))).expectChanged();
        Response put = put(Given.CONFIG, withDefault(MODELS.subList(1, 2))).expectChanged();
        assertThat(actions(put))
                .containsExactlyInAnyOrder(
                        "model.disable " + MODELS.getFirst(), "ai_config.update " + tenant.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "notes"})
    @Tag("split")
    void whatever_runs_at_once_a_default_is_an_enabled_model(String what) {
        String model = MODELS.getFirst();
        List<Response> refused = new ArrayList<>();
        for (int round = 0; round < 8; round++) {
            Tenant own = Fleet.tenant();
            own.enableModels(1);
            List<Response> answers =
                    Together.times(
                            2,
                            n ->
                                    n == 0
                                            ? Given.turn(own, model, false).send()
                                            : own.admin()
                                                    .put(
                                                            what.equals("notes")
                                                                    ? Given.NOTES
                                                                    : Given.CONFIG)
                                                    .json(
                                                            what.equals("notes")
                                                                    ? Given.notes("", model)
                                                                    : object(
                                                                            "default_model",
                                                                            model,
                                                                            "enabled_models",
                                                                            List.of(model)))
                                                    .send());

            JsonNode config = own.admin().read(Given.CONFIG).data();
            JsonNode used =
                    what.equals("notes")
                            ? own.admin().read(Given.NOTES).data().get("model")
                            : config.get("default_model");
            if (!used.isNull()) {
                assertThat(config.get("enabled_models").valueStream()).contains(used);
            }
            answers.getFirst().assertStatus().isIn(200, 409);
            answers.get(1).assertStatus().isIn(200, 400);
            answers.stream().filter(r -> r.status() != 200).forEach(refused::add);
        }
        refused.stream()
                .filter(r -> r.status() == 409)
                .forEach(r -> r.expectError(409, "SW_MODEL_IS_DEFAULT"));
    }
}
