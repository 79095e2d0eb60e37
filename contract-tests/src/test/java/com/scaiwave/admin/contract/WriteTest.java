package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.STUDIO;
import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Audit;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Response;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Section 1, writes: their answers, their effects, and writes that change nothing. */
class WriteTest {

    private static final String CONFIG = "/v1/admin/ai-config";
    private static final String NOTES = "/v1/admin/note-processing";

    @ParameterizedTest
    @EnumSource
    @Tag("split")
    void a_put_answers_what_get_then_answers(Resource.Kind kind) {
        Resource resource = kind.fresh();

        Response put = resource.put(1).send().expectChanged().expect(200);
        Response get = resource.get();

        assertThat(resource.shown(put)).isEqualTo(1);
        assertThat(get.data()).isEqualTo(put.data());
        assertThat(get.etag()).isEqualTo(put.etag());
        assertThat(get.version()).isEqualTo(put.version());
        assertThat(get.position()).isEqualTo(put.position());
    }

    @ParameterizedTest
    @EnumSource
    void each_changing_write_raises_the_version_by_one_and_the_position(Resource.Kind kind) {
        Resource resource = kind.fresh();
        Response before = resource.get();

        for (int n = 1; n <= 5; n++) {
            Response after = resource.put(n).send().expectChanged();
            assertThat(after.version()).isEqualTo(before.version() + 1);
            assertThat(after.position()).isGreaterThan(before.position());
            before = after;
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("split")
    void a_write_is_exactly_one_audit_entry_under_its_event_id_and_position(Resource.Kind kind) {
        Resource resource = kind.fresh();

        Response put = resource.put(1).send().expectChanged();

        assertThat(put.eventIds()).hasSize(1);
        String id = "audit-" + put.eventIds().getFirst();
        assertThat(Audit.writes(resource.api()))
                .filteredOn(entry -> entry.get("id").asString().equals(id))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.get("action").asString()).isEqualTo(resource.action());
                    assertThat(entry.at("/metadata/position").asLong()).isEqualTo(put.position());
                    assertThat(entry.at("/metadata/version").asLong()).isEqualTo(put.version());
                });
    }

    @ParameterizedTest
    @EnumSource
    void a_write_that_changes_nothing_records_nothing_and_keeps_the_etag(Resource.Kind kind) {
        Resource resource = kind.fresh();
        Response first = resource.put(1).send().expectChanged();
        List<JsonNode> audit = Audit.writes(resource.api());

        Response again = resource.put(1).send().expectUnchanged();

        assertThat(again.etag()).isEqualTo(first.etag());
        assertThat(again.position()).isEqualTo(first.position());
        assertThat(again.data()).isEqualTo(first.data());
        assertThat(resource.get().etag()).isEqualTo(first.etag());
        assertThat(Audit.writes(resource.api())).isEqualTo(audit);
    }

    @ParameterizedTest
    @EnumSource
    void what_get_answered_can_be_put_back(Resource.Kind kind) {
        Resource resource = kind.fresh();
        Response get = resource.get();

        Response put =
                resource.api().put(resource.path()).json(get.data()).send().expectUnchanged();

        assertThat(put.etag()).isEqualTo(get.etag());
        assertThat(put.data()).isEqualTo(get.data());
    }

    @Test
    void what_get_answered_can_be_put_back_with_the_mask_of_a_key_in_it() {
        Api admin = Fleet.tenant().admin();
        String key = "sgk_" + "0123456789abcdef".repeat(3) + "wxyz";
        Response put =
                admin.put(CONFIG)
                        .json(
                                object(
                                        "scaigrid_auth_mode",
                                        "service_token",
                                        "scaigrid_api_key",
                                        key))
                        .send()
                        .expectChanged();
        assertThat(put.data().get("scaigrid_api_key").asString()).isEqualTo("sgk_…wxyz");
        assertThat(put.text()).doesNotContain(key);

        admin.put(CONFIG).json(admin.read(CONFIG).data()).send().expectUnchanged();
    }

    static Stream<Arguments> readOnlyFields() {
        return Stream.of(
                Arguments.of(Resource.Kind.MODEL_PARTICIPANT, "id", "ptc_other"),
                Arguments.of(Resource.Kind.MODEL_PARTICIPANT, "type", "human"),
                Arguments.of(Resource.Kind.MODEL_PARTICIPANT, "fqid", "@other:scaiwave.example"),
                Arguments.of(Resource.Kind.MODEL_PARTICIPANT, "model", "other/model"),
                Arguments.of(
                        Resource.Kind.MODEL_PARTICIPANT,
                        "created_at",
                        "2001-02-03T04:05:06.000000Z"),
                Arguments.of(Resource.Kind.PARTNER, "id", "prt_other"),
                Arguments.of(Resource.Kind.PARTNER, "slug", "other"),
                Arguments.of(Resource.Kind.PARTNER, "parent_partner_id", "prt_demo"),
                Arguments.of(Resource.Kind.PARTNER, "created_at", "2001-02-03T04:05:06.000000Z"));
    }

    @ParameterizedTest
    @MethodSource("readOnlyFields")
    void a_read_only_field_that_is_changed_is_a_mistake(
            Resource.Kind kind, String field, String value) {
        Resource resource = kind.fresh();
        Response get = resource.get();

        resource.api()
                .put(resource.path())
                .json(Json.with(get.data(), field, value))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/" + field);
        assertThat(resource.get().json()).isEqualTo(get.json());
    }

    @Test
    void a_count_that_is_changed_is_ignored() {
        Resource resource = Resource.Kind.PARTNER.fresh();
        ObjectNode more = Json.with(resource.get().data(), "tenant_count", 4_711);

        Response put = resource.api().put(resource.path()).json(more).send().expectUnchanged();

        assertThat(put.data().get("tenant_count").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {CONFIG, STUDIO, NOTES})
    void what_was_never_written_has_version_0_and_no_position(String path) {
        Api admin = Fleet.tenant().admin();
        Response get = admin.read(path);

        assertThat(get.version()).isZero();
        assertThat(get.etag()).isEqualTo("\"0\"");
        assertThat(get.meta().get("position").isNull()).isTrue();

        Response put = admin.put(path).json("{}").send().expectUnchanged();
        assertThat(put.version()).isZero();
        assertThat(put.meta().get("position").isNull()).isTrue();
        assertThat(put.data()).isEqualTo(get.data());
    }

    @Test
    void one_write_may_be_several_events_and_is_one_version_all_the_same() {
        Tenant tenant = Fleet.tenant();
        List<String> models = Fleet.modelSlugs(3);
        Response put =
                tenant.admin()
                        .put(CONFIG)
                        .json(object("default_model", models.getFirst(), "enabled_models", models))
                        .send()
                        .expectChanged();

        assertThat(put.version()).isEqualTo(1);
        assertThat(put.eventIds()).hasSize(4).doesNotHaveDuplicates();
        List<JsonNode> audit = Audit.writes(tenant.admin());
        assertThat(audit.stream().map(e -> e.get("id").asString()))
                .containsAll(put.eventIds().stream().map(id -> "audit-" + id).toList());
        assertThat(audit.stream().mapToLong(e -> e.at("/metadata/position").asLong()).max())
                .hasValue(put.position());
        assertThat(audit.stream().map(e -> e.get("action").asString()))
                .containsExactlyInAnyOrder(
                        "model.enable",
                        "model.enable",
                        "model.enable",
                        "ai_config.update",
                        "tenant.create");
        assertThat(tenant.admin().read(CONFIG).etag()).isEqualTo("\"1\"");
    }

    @Test
    @Tag("split")
    void enabling_a_model_is_also_a_write_to_the_ai_configuration() {
        Tenant tenant = Fleet.tenant();
        String enable = "/v1/admin/models/" + Fleet.modelSlugs(1).getFirst() + "/enable";

        Response first = tenant.admin().post(enable).send().expectChanged();
        Response config = tenant.admin().read(CONFIG);
        assertThat(config.version()).isEqualTo(1);
        assertThat(config.position()).isEqualTo(first.position());

        Response again = tenant.admin().post(enable).send().expectUnchanged();
        assertThat(again.etag()).isEqualTo(first.etag());
        assertThat(again.position()).isEqualTo(first.position());
        assertThat(tenant.admin().read(CONFIG).json()).isEqualTo(config.json());
    }

    @Test
    void a_write_to_one_configuration_leaves_the_version_of_the_others() {
        Tenant tenant = Fleet.tenant();
        tenant.admin().put(STUDIO).json("{\"enabled\": true}").send().expectChanged();
        tenant.admin().put(NOTES).json("{\"enabled\": true}").send().expectChanged();
        tenant.enableModels(1);
        tenant.admin().post("/v1/admin/plugins/" + Scene.PLUGIN + "/enable").send().expectChanged();

        assertThat(tenant.admin().read(CONFIG).version()).isEqualTo(1);
        assertThat(tenant.admin().read(STUDIO).version()).isEqualTo(1);
        assertThat(tenant.admin().read(NOTES).version()).isEqualTo(1);
    }

    @Test
    void the_version_of_a_model_or_a_plugin_is_that_of_its_own_switch() {
        Tenant tenant = Fleet.tenant();
        List<String> models = Fleet.modelSlugs(2);
        List<String> switches =
                List.of(
                        "/v1/admin/models/" + models.get(0),
                        "/v1/admin/models/" + models.get(1),
                        "/v1/admin/plugins/" + Scene.PLUGIN,
                        "/v1/admin/plugins/scaiwave.notes");
        for (String path : switches) {
            for (int version = 1; version <= 3; version++) {
                String way = version % 2 == 1 ? "/enable" : "/disable";
                Response write = tenant.admin().post(path + way).send().expectChanged();
                assertThat(write.version()).as(path).isEqualTo(version);
                assertThat(write.data().get("enabled").asBoolean()).isEqualTo(version % 2 == 1);
                assertThat(write.eventIds()).hasSize(1);
                tenant.admin().post(path + way).send().expectUnchanged();
            }
        }
    }

    @Test
    void a_switch_that_was_never_touched_is_off_in_version_0() {
        Tenant tenant = Fleet.tenant();
        for (String path :
                List.of(
                        "/v1/admin/models/" + Fleet.modelSlugs(1).getFirst(),
                        "/v1/admin/plugins/" + Scene.PLUGIN)) {
            Response write = tenant.admin().post(path + "/disable").send().expectUnchanged();
            assertThat(write.version()).isZero();
            assertThat(write.meta().get("position").isNull()).isTrue();
        }
    }

    @Test
    void the_models_switch_is_the_same_whichever_endpoint_it_is_turned_by() {
        Tenant tenant = Fleet.tenant();
        String model = Fleet.modelSlugs(1).getFirst();
        tenant.admin()
                .put(CONFIG)
                .json(object("enabled_models", List.of(model)))
                .send()
                .expectChanged();

        Response again =
                tenant.admin()
                        .post("/v1/admin/models/" + model + "/enable")
                        .send()
                        .expectUnchanged();
        assertThat(again.version()).isEqualTo(1);
    }

    @Test
    void what_turns_a_participant_off_is_a_write_to_it() {
        Resource participant = Resource.Kind.MODEL_PARTICIPANT.fresh();
        Response on = participant.get();
        String disable = participant.path().replace("/participant", "/disable");
        String enable = participant.path().replace("/participant", "/enable");
        assertThat(on.data().get("enabled").asBoolean()).isTrue();

        participant.api().post(disable).send().expectChanged();
        Response off = participant.get();
        assertThat(off.data().get("enabled").asBoolean()).isFalse();
        assertThat(off.version()).isEqualTo(on.version() + 1);

        participant.api().post(enable).send().expectChanged();
        assertThat(participant.get().version()).isEqualTo(on.version() + 2);
        assertThat(participant.get().data()).isEqualTo(on.data());
    }

    @Test
    void what_does_not_change_how_a_participant_is_shown_is_no_write_to_it() {
        Resource participant = Resource.Kind.MODEL_PARTICIPANT.fresh();
        participant
                .api()
                .put(participant.path())
                .json(Json.with(participant.template(), "enabled", false))
                .send()
                .expectChanged();
        Response off = participant.get();

        participant
                .api()
                .post(participant.path().replace("/participant", "/disable"))
                .send()
                .expectChanged();

        participant.assertIsAsAfter(off);
    }

    @Test
    @Tag("split")
    void creating_a_tenant_is_a_write_to_its_partner_and_to_each_above() {
        Partner above = Fleet.partner();
        Partner middle = above.below();
        Partner beside = above.below();
        List<Response> before = List.of(read(above), read(middle), read(beside));

        middle.tenant();

        assertThat(read(above).version()).isEqualTo(before.get(0).version() + 1);
        assertThat(read(above).data().get("tenant_count").asInt()).isEqualTo(1);
        assertThat(read(middle).version()).isEqualTo(before.get(1).version() + 1);
        assertThat(read(middle).data().get("tenant_count").asInt()).isEqualTo(1);
        assertThat(read(beside).json()).isEqualTo(before.get(2).json());
    }

    private static Response read(Partner partner) {
        return Fleet.operator().read(partner.path());
    }

    @ParameterizedTest
    @CsvSource({
        "tenants, tenant.create",
        "partners, partner.create",
        "participants, participant.create"
    })
    @Tag("split")
    void what_was_created_is_at_its_location(String what, String action) {
        Tenant tenant = Fleet.tenant();
        Api api = what.equals("participants") ? tenant.admin() : tenant.partner().admin();
        ObjectNode body =
                switch (what) {
                    case "tenants" -> object("slug", Fleet.slug(), "name", "n");
                    case "partners" ->
                            object(
                                    "slug",
                                    Fleet.slug(),
                                    "name",
                                    "n",
                                    "contact_email",
                                    "a@b.example");
                    default ->
                            object(
                                    "model", tenant.enableModels(1).getFirst(),
                                    "local_id", "helper",
                                    "display_name", "n",
                                    "system_prompt", "",
                                    "default_response_mode", "streaming");
                };
        String path = "/v1/admin/" + what + (what.equals("participants") ? "/model" : "");

        Response created = api.post(path).json(body).send().expect(201).expectChanged();

        assertThat(created.version()).isEqualTo(1);
        assertThat(created.location())
                .isEqualTo("/v1/admin/" + what + "/" + created.data().get("id").asString());
        Response read = api.read(created.location());
        assertThat(read.data()).isEqualTo(created.data());
        assertThat(read.etag()).isEqualTo(created.etag());
        assertThat(read.position()).isLessThanOrEqualTo(created.position());
        assertThat(Audit.writes(Fleet.operator()))
                .filteredOn(e ->
                        created.eventIds()
                                .contains(e.get("id").asString().substring("audit-".length())))
                .singleElement()
                .satisfies(e -> assertThat(e.get("action").asString()).isEqualTo(action));
    }

    @Test
    void the_first_put_of_a_models_participant_creates_it_and_the_next_one_does_not() {
        Tenant tenant = Fleet.tenant();
        String path = "/v1/admin/models/" + tenant.enableModels(1).getFirst() + "/participant";
        ObjectNode body = Given.participant("helper");

        Response created = tenant.admin().put(path).json(body).send().expect(201).expectChanged();
        assertThat(tenant.admin().read(created.location()).data()).isEqualTo(created.data());

        Response changed =
                tenant.admin()
                        .put(path)
                        .json(Json.with(body, "display_name", "m"))
                        .send()
                        .expect(200)
                        .expectChanged();
        assertThat(changed.header("Location")).isNull();
        assertThat(changed.data().get("id")).isEqualTo(created.data().get("id"));
        assertThat(changed.version()).isEqualTo(created.version() + 1);
    }

    @Test
    void a_refused_write_changes_nothing() {
        Resource resource = Resource.Kind.AI_CONFIG.fresh();
        Response before = resource.get();
        List<JsonNode> audit = Audit.writes(resource.api());
        String model = Fleet.modelSlugs(1).getFirst();

        resource.api()
                .put(CONFIG)
                .json(object("enabled_models", List.of(model, "no/such-model")))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/enabled_models/1");
        resource.api()
                .put(CONFIG)
                .json(object("default_model", model, "enabled_models", List.of()))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/default_model");

        assertThat(resource.get().json()).isEqualTo(before.json());
        assertThat(Audit.writes(resource.api())).isEqualTo(audit);
    }
}
