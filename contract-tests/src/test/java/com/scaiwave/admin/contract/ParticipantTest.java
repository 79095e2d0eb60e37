package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.each;
import static com.scaiwave.admin.contract.Report.join;
import static com.scaiwave.admin.contract.Report.taken;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Section 3, participants: all people, models and others of the tenant. */
class ParticipantTest {

    private Tenant tenant = Fleet.tenant();
    private String model = "";

    @BeforeEach
    void a_tenant_with_one_of_each() {
        tenant = Fleet.tenant();
        model = tenant.enableModels(1).getFirst();
    }

    private void oneOfEach() {
        Given.newParticipant(tenant, model, "model-1").send().expect(201);
        tenant.admin()
                .post(Given.PARTICIPANTS + "/model")
                .json(
                        Json.with(
                                Json.with(Given.participant("model-2"), "model", model),
                                "enabled",
                                false))
                .send()
                .expect(201);
        taken(
                join(tenant, "usr_h", "human", "ada"),
                join(tenant, "agt_a", "agent", "agent-1"),
                join(tenant, "hlp_b", "helper", null),
                join(tenant, "brd_c", "bridge", "bridge-1"),
                join(tenant, "fed_d", "federated", "fed-1"));
    }

    private List<String> ids(String query) {
        return each(tenant.admin().read(Given.PARTICIPANTS + query).data(), "id");
    }

    @ParameterizedTest
    @CsvSource({"human, 1", "model, 2", "agent, 1", "helper, 1", "bridge, 1", "federated, 1"})
    void participants_can_be_filtered_by_type(String type, int count) {
        oneOfEach();
        JsonNode data = tenant.admin().read(Given.PARTICIPANTS + "?type=" + type).data();
        assertThat(data).hasSize(count);
        assertThat(each(data, "type")).containsOnly(type);
        assertThat(ids("")).hasSize(7);
    }

    @Test
    void participants_can_be_filtered_by_whether_they_are_enabled() {
        oneOfEach();
        assertThat(ids("?enabled=true")).hasSize(6);
        assertThat(ids("?enabled=false")).hasSize(1);
        assertThat(ids("?enabled=false&type=human")).isEmpty();
        Given.turn(tenant, model, false).send().expectChanged();
        assertThat(ids("?enabled=false&type=model")).hasSize(2);
        assertThat(ids("?enabled=true")).hasSize(5);
    }

    @Test
    void a_search_looks_in_local_ids_and_in_the_names_of_those_that_are_not_human() {
        oneOfEach();
        taken(
                Json.with(
                        join(tenant, "usr_z", "human", "zed"),
                        "data",
                        Json.object(
                                "participant_id", "usr_z",
                                "participant_type", "human",
                                "local_id", "zed",
                                "display_name", "Secret Person")));

        assertThat(ids("?q=ada")).containsExactly("usr_h");
        assertThat(ids("?q=zed")).containsExactly("usr_z");
        assertThat(ids("?q=Secret")).isEmpty();
        assertThat(ids("?q=Person")).isEmpty();
        assertThat(ids("?q=usr_h")).isEmpty();
        assertThat(ids("?q=hlp_b")).containsExactly("hlp_b");
        assertThat(ids("?q=Name")).hasSize(6).doesNotContain("usr_h");
        assertThat(ids("?q=%25")).isEmpty();
        assertThat(ids("?q=-1&type=agent")).containsExactly("agt_a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type=robot", "type=", "enabled=1", "enabled=TRUE"})
    void a_filter_that_is_wrong_is_named(String query) {
        tenant.admin()
                .get(Given.PARTICIPANTS)
                .rawQuery(query)
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", query.substring(0, query.indexOf('=')));
    }

    @Test
    void a_model_participant_is_what_was_asked_for() {
        JsonNode data = Given.newParticipant(tenant, model, "bot").send().expect(201).data();
        assertThat(data.get("type").asString()).isEqualTo("model");
        assertThat(data.get("model").asString()).isEqualTo(model);
        assertThat(data.get("fqid").asString()).matches("@bot:[^@:]+(:[0-9]+)?");
        assertThat(data.get("display_name").asString()).isEqualTo("Name of bot");
        assertThat(tenant.admin().read(Given.PARTICIPANTS).data().get(0)).isEqualTo(data);
    }

    @Test
    void enabled_is_true_if_it_is_left_out_and_nothing_else_may_be() {
        var body = Json.with(Given.participant("bot"), "model", model);
        for (String field :
                List.of(
                        "model",
                        "local_id",
                        "display_name",
                        "system_prompt",
                        "default_response_mode")) {
            tenant.admin()
                    .post(Given.PARTICIPANTS + "/model")
                    .json(Json.without(body, field))
                    .send()
                    .expectError(400, "SW_VALIDATION_FAILED", "/" + field);
        }
        assertThat(
                        tenant.admin()
                                .post(Given.PARTICIPANTS + "/model")
                                .json(Json.without(body, "enabled"))
                                .send()
                                .expect(201)
                                .data()
                                .get("enabled")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void a_model_that_is_unknown_or_not_enabled_is_a_mistake() {
        for (String other : List.of("no/such", Fleet.modelSlugs(2).get(1))) {
            Given.newParticipant(tenant, other, "bot")
                    .send()
                    .expectError(400, "SW_VALIDATION_FAILED", "/model");
        }
    }

    @Test
    void a_model_may_have_any_number_of_participants() {
        for (int n = 0; n < 5; n++) {
            Given.newParticipant(tenant, model, "p" + n).send().expect(201);
        }
        assertThat(ids("?type=model")).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    @Tag("split")
    void of_20_who_want_one_local_id_at_once_through_both_endpoints_one_gets_it() {
        List<String> models = tenant.enableModels(4);

        List<Response> answers =
                Together.times(
                        20,
                        n ->
                                n % 2 == 0
                                        ? Given.newParticipant(tenant, model, "wanted").send()
                                        : tenant.admin()
                                                .put(
                                                        "/v1/admin/models/"
                                                                + models.get(n % 4)
                                                                + "/participant")
                                                .json(
                                                        Json.with(
                                                                Given.participant("wanted"),
                                                                "display_name",
                                                                "n" + n % 4))
                                                .send());

        assertThat(answers.stream().filter(r -> r.status() == 201)).hasSize(1);
        answers.stream()
                .filter(r -> r.status() > 201)
                .forEach(r -> r.expectError(409, "SW_PARTICIPANT_LOCAL_ID_TAKEN"));
        assertThat(each(tenant.admin().read(Given.PARTICIPANTS).data(), "local_id"))
                .containsExactly("wanted");
    }

    @Test
    void a_local_id_is_free_in_another_tenant() {
        Given.newParticipant(tenant, model, "bot").send().expect(201);
        Given.newParticipant(tenant, model, "bot")
                .send()
                .expectError(409, "SW_PARTICIPANT_LOCAL_ID_TAKEN");
        Tenant other = Fleet.tenant();
        Given.newParticipant(other, other.enableModels(1).getFirst(), "bot").send().expect(201);
    }

    @Test
    void one_participant_can_be_read_and_one_that_is_not_there_cannot() {
        Response created = Given.newParticipant(tenant, model, "bot").send().expect(201);
        assertThat(tenant.admin().read(created.location()).data()).isEqualTo(created.data());
        for (String id : List.of("ptc_absent", "'", "%25", "ptc_", tenant.id())) {
            tenant.admin()
                    .get(Given.PARTICIPANTS + "/" + id)
                    .send()
                    .expectError(404, "SW_PARTICIPANT_NOT_FOUND");
        }
    }

    @Test
    void inserts_while_paging_cause_no_skip_and_no_double() {
        oneOfEach();
        List<String> before = ids("");
        List<String> seen = new ArrayList<>();
        Response page = tenant.admin().read(Given.PARTICIPANTS + "?limit=2");
        for (int n = 0; n < 20; n++) {
            seen.addAll(each(page.data(), "id"));
            String cursor = page.nextCursor();
            if (cursor == null) {
                break;
            }
            taken(join(tenant, (n % 2 == 0 ? "aaa_" : "zzz_") + n, "human", null));
            page =
                    tenant.admin()
                            .get(Given.PARTICIPANTS + "?limit=2")
                            .query("cursor", cursor)
                            .send()
                            .expect(200);
        }

        assertThat(seen).doesNotHaveDuplicates().containsAll(before);
        assertThat(ids("")).containsAll(seen);
    }

    @Test
    void a_cursor_is_good_for_its_own_filter_only() {
        oneOfEach();
        String path = Given.PARTICIPANTS + "?limit=1";
        String cursor = String.valueOf(tenant.admin().read(path).nextCursor());
        Map<String, String> wrong =
                Map.of(
                        path + "&type=model",
                        cursor,
                        path + "&enabled=true",
                        cursor,
                        path + "&q=a",
                        cursor,
                        path,
                        cursor.substring(0, cursor.length() - 2));

        tenant.admin().get(path).query("cursor", cursor).send().expect(200);
        Given.assertRefused(tenant.admin(), wrong);
    }
}
