package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.each;
import static com.scaiwave.admin.contract.harness.Json.object;
import static com.scaiwave.admin.contract.harness.Json.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Audit;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.testkit.Together;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Section 3, models: the catalog, the switches, and each model's own participant. */
class ModelTest {

    private Tenant tenant = Fleet.tenant();

    @BeforeEach
    void a_tenant() {
        tenant = Fleet.tenant();
    }

    private List<JsonNode> catalog(String query) {
        return tenant.admin().read(Given.CATALOG + query).data().valueStream().toList();
    }

    private JsonNode listed(String model) {
        return Given.the(tenant.admin().read(Given.CATALOG).data(), "slug", model);
    }

    private List<Request> writes(String slug) {
        return List.of(
                Given.turn(tenant, slug, true),
                Given.turn(tenant, slug, false),
                participant(slug, Given.participant("p")));
    }

    private Request participant(String model, Object body) {
        return tenant.admin().put("/v1/admin/models/" + model + "/participant").json(body);
    }

    @Test
    void the_catalog_is_sorted_by_slug_and_says_where_it_comes_from() {
        Response catalog = tenant.admin().read(Given.CATALOG);

        assertThat(each(catalog.data(), "slug"))
                .isSorted()
                .doesNotHaveDuplicates()
                .contains("mistralai/voxtral-small-latest");
        assertThat(catalog.meta().propertyNames())
                .containsExactlyInAnyOrder("source", "fetched_at", "stale");
        assertThat(catalog.meta().get("source").asString()).isIn("scaigrid", "builtin");
        assertThat(Instant.parse(catalog.meta().get("fetched_at").asString()))
                .isBefore(Instant.now().plusSeconds(60));
    }

    @Test
    void a_model_of_the_catalog_is_neither_enabled_nor_default_nor_a_participant_at_first() {
        for (JsonNode model : catalog("")) {
            assertThat(model.get("enabled").asBoolean()).isFalse();
            assertThat(model.get("is_default").asBoolean()).isFalse();
            assertThat(model.get("participant").isNull()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "embedding", "image", "audio"})
    void the_catalog_can_be_filtered_by_modality(String modality) {
        assertThat(catalog("?modality=" + modality))
                .isEqualTo(
                        catalog("").stream()
                                .filter(m -> m.get("modality").asString().equals(modality))
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_catalog_can_be_filtered_by_what_is_enabled(boolean enabled) {
        tenant.enableModels(2);
        assertThat(catalog("?enabled=" + enabled))
                .isEqualTo(
                        catalog("").stream()
                                .filter(m -> m.get("enabled").asBoolean() == enabled)
                                .toList())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mistral", "sonnet", "4.6", "Claude", "openai/", "%", "_", "zzz"})
    void the_catalog_can_be_searched_in_slug_and_name(String q) {
        List<String> found =
                each(
                        tenant.admin().get(Given.CATALOG).query("q", q).send().expect(200).data(),
                        "slug");
        String low = q.toLowerCase(Locale.ROOT);
        List<String> all = each(tenant.admin().read(Given.CATALOG).data(), "slug");

        assertThat(found)
                .isSubsetOf(
                        all.stream()
                                .filter(slug -> text(slug).toLowerCase(Locale.ROOT).contains(low))
                                .toList())
                .containsAll(all.stream().filter(slug -> text(slug).contains(q)).toList());
    }

    private String text(String slug) {
        return slug + "\n" + listed(slug).get("display_name").asString();
    }

    @Test
    void filters_of_the_catalog_must_all_hold_and_be_right() {
        tenant.enableModels(2);
        assertThat(catalog("?enabled=true&modality=image&q=a")).isEmpty();
        for (String query : List.of("modality=video", "enabled=yes", "enabled=", "modality=")) {
            tenant.admin()
                    .get(Given.CATALOG)
                    .rawQuery(query)
                    .send()
                    .expectError(
                            400, "SW_VALIDATION_FAILED", query.substring(0, query.indexOf('=')));
        }
    }

    @Test
    void the_catalog_shows_the_default_model_and_the_participant() {
        List<String> models = tenant.enableModels(2);
        tenant.admin()
                .put(Given.CONFIG)
                .json(object("enabled_models", models, "default_model", models.get(1)))
                .send()
                .expectChanged();
        Response own = participant(models.getFirst(), Given.participant("own")).send().expect(201);
        Given.newParticipant(tenant, models.get(1), "more").send().expect(201);

        assertThat(listed(models.get(0)).get("participant")).isEqualTo(own.data());
        assertThat(listed(models.get(1)).get("participant").isNull()).isTrue();
        assertThat(listed(models.get(0)).get("is_default").asBoolean()).isFalse();
        assertThat(listed(models.get(1)).get("is_default").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mistralai/voxtral-small-latest",
                "mistralai%2Fvoxtral-small-latest",
                "mistralai%2fvoxtral-small-latest"
            })
    void a_slug_of_two_segments_may_be_raw_or_encoded(String slug) {
        Response on =
                tenant.admin().post("/v1/admin/models/" + slug + "/enable").send().expectChanged();
        assertThat(on.data())
                .isEqualTo(object("slug", "mistralai/voxtral-small-latest", "enabled", true));
        tenant.admin()
                .put("/v1/admin/models/" + slug + "/participant")
                .json(Given.participant("p"))
                .send()
                .expect(201);
        tenant.admin().post("/v1/admin/models/" + slug + "/disable").send().expectChanged();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "a/b",
                "a/b/c",
                "a/b/c/d",
                "a%2Fb%2Fc%2Fd",
                "A.b_c:d-9/x",
                "enable",
                "participant",
                "catalog",
                "a/enable/b",
                "a/participant",
                "...a",
                "a%3Ab"
            })
    void a_model_that_the_catalog_does_not_know_is_not_found(String slug) {
        writes(slug).forEach(write -> write.send().expectError(404, "SW_MODEL_NOT_FOUND"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "...",
                "%2e%2e",
                "%2E",
                "a/..",
                "../a",
                "a/%2e%2e/b",
                "a/../b",
                "a%2F..",
                "%252e%252e",
                "a%252Fb",
                "a%252fb",
                "a%5Cb",
                "a\\b",
                "..%5c..",
                "a//b",
                "/a",
                "a/",
                "a%2F%2Fb",
                "%2Fa",
                "a%2F",
                "",
                "a%00b",
                "a%0Ab",
                "a%0D%0Ab",
                "a%7Fb",
                "a%09b",
                "a/b/c/d/e",
                "a%2Fb%2Fc%2Fd%2Fe",
                "a b",
                "a%20b",
                "a%3Fb",
                "a%23b",
                "a%C3%A4",
                "a;b",
                "a;x=y/b",
                "a%3Bb",
                "%c0%ae%c0%ae",
                "a%ff",
                "a%",
                "a%2",
                "a%zz",
                "a@b",
                "a+b",
                "a,b",
                "a*",
                "a'--",
                "%2e%2e%2fplugins",
                "claude-sonnet-4-6/..",
                "./claude-sonnet-4-6",
                "claude-sonnet-4-6;a",
                "claude-sonnet-4-6%00",
                "claude-sonnet-4-6%20"
            })
    void a_slug_of_another_form_is_400_or_404_and_never_anything_else(String slug) {
        writes(slug).forEach(write -> write.sendRaw().assertStatus().isIn(400, 404));
        assertThat(tenant.admin().read(Given.CONFIG).version()).isZero();
    }

    @Test
    void enabling_and_disabling_once_more_changes_nothing() {
        String model = Fleet.modelSlugs(1).getFirst();
        Given.turn(tenant, model, true).send().expectChanged();
        Given.turn(tenant, model, true).send().expectUnchanged();
        Given.turn(tenant, model, false).send().expectChanged();
        Given.turn(tenant, model, false).send().expectUnchanged();
        assertThat(Audit.writes(tenant.admin())).hasSize(3);
    }

    @Test
    void a_model_that_is_not_enabled_has_no_participant_configured() {
        String model = Fleet.modelSlugs(1).getFirst();
        participant(model, Given.participant("p")).send().expectError(409, "SW_MODEL_NOT_ENABLED");
        tenant.enableModels(1);
        participant(model, Given.participant("p")).send().expect(201);
        Given.turn(tenant, model, false).send().expectChanged();
        participant(model, Given.participant("q")).send().expectError(409, "SW_MODEL_NOT_ENABLED");
    }

    static Stream<Arguments> fields() {
        String face = "😀";
        return Stream.of(
                Arguments.of("local_id", "a", ""),
                Arguments.of("local_id", "0_-", "_a"),
                Arguments.of("local_id", "a".repeat(63), "a".repeat(64)),
                Arguments.of("local_id", "a", "A"),
                Arguments.of("local_id", "a", "a.b"),
                Arguments.of("local_id", "a", "a\n"),
                Arguments.of("local_id", "a", null),
                Arguments.of("display_name", face.repeat(120), face.repeat(121)),
                Arguments.of("display_name", "x", ""),
                Arguments.of("display_name", "x", null),
                Arguments.of("system_prompt", face.repeat(20_000), face.repeat(20_001)),
                Arguments.of("system_prompt", "", null),
                Arguments.of("default_response_mode", "conversational", "loud"),
                Arguments.of("default_response_mode", "streaming", null),
                Arguments.of("enabled", false, null),
                Arguments.of("enabled", true, "true"));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void a_field_of_a_participant_has_its_limits_at_both_endpoints(
            String field, Object good, @Nullable Object bad) {
        String model = tenant.enableModels(1).getFirst();
        ObjectNode body = Given.participant("first");
        ObjectNode more = with(Given.participant("second"), "model", model);

        for (Request request :
                List.of(
                        participant(model, with(body, field, bad)),
                        tenant.admin()
                                .post(Given.PARTICIPANTS + "/model")
                                .json(with(more, field, bad)))) {
            Response refused = request.send().expectError(400, "SW_VALIDATION_FAILED");
            assertThat(refused.fields()).containsOnly("/" + field);
        }
        assertThat(participant(model, with(body, field, good)).send().expect(201).data().get(field))
                .isEqualTo(com.scaiwave.admin.contract.harness.Json.tree(good));
    }

    @Test
    @Tag("split")
    void a_model_has_at_most_one_participant_of_its_own_however_many_ask_at_once() {
        String model = tenant.enableModels(1).getFirst();

        List<Response> answers =
                Together.times(8, n -> participant(model, Given.participant("p" + n)).send());

        assertThat(answers.stream().filter(r -> r.status() == 201)).hasSize(1);
        answers.forEach(r -> r.expectChanged());
        assertThat(answers.stream().map(r -> r.data().get("id").asString()).distinct()).hasSize(1);
        assertThat(tenant.admin().read(Given.PARTICIPANTS).data()).hasSize(1);
    }

    @Test
    void another_local_id_frees_the_old_one() {
        List<String> models = tenant.enableModels(2);
        Response created = participant(models.get(0), Given.participant("one")).send().expect(201);
        Response changed = participant(models.get(0), Given.participant("two")).send().expect(200);
        assertThat(changed.data().get("id")).isEqualTo(created.data().get("id"));
        assertThat(changed.data().get("fqid").asString()).startsWith("@two:");

        participant(models.get(1), Given.participant("two"))
                .send()
                .expectError(409, "SW_PARTICIPANT_LOCAL_ID_TAKEN");
        participant(models.get(1), Given.participant("one")).send().expect(201);
    }

    @Test
    void a_participant_is_shown_enabled_when_its_own_switch_and_its_models_are() {
        String model = tenant.enableModels(1).getFirst();
        Response more = Given.newParticipant(tenant, model, "more").send().expect(201);
        Response off =
                participant(model, with(Given.participant("own"), "enabled", false))
                        .send()
                        .expect(201);

        assertEnabled(more, true, 1);
        assertEnabled(off, false, 1);
        Given.turn(tenant, model, false).send().expectChanged();
        assertEnabled(more, false, 2);
        assertEnabled(off, false, 1);
        Given.turn(tenant, model, true).send().expectChanged();
        assertEnabled(more, true, 3);
        participant(model, Given.participant("own")).send().expectChanged();
        assertEnabled(off, true, 2);
        tenant.admin().put(Given.CONFIG).json("{}").send().expectChanged();
        assertEnabled(more, false, 4);
        assertEnabled(off, false, 3);
        assertThat(listed(model).at("/participant/enabled").asBoolean()).isFalse();
    }

    private void assertEnabled(Response created, boolean enabled, int version) {
        Response now = tenant.admin().read(created.location());
        assertThat(now.data().get("enabled").asBoolean()).as("%s", now).isEqualTo(enabled);
        assertThat(now.version()).as("%s", now).isEqualTo(version);
        assertThat(
                        Given.the(
                                tenant.admin().read(Given.PARTICIPANTS).data(),
                                "id",
                                created.data().get("id").asString()))
                .isEqualTo(now.data());
    }
}
