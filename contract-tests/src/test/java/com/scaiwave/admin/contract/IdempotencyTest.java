package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.STUDIO;
import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Audit;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.OpenApi;
import com.scaiwave.admin.contract.harness.OpenApi.Operation;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.Tokens;
import com.scaiwave.admin.testkit.Together;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1, writes: Idempotency-Key. */
class IdempotencyTest {

    private static final String ON = "{\"enabled\": true}";
    private static final String OFF = "{\"enabled\": false}";
    private static final int AT_ONCE = 8;

    static Stream<Operation> writes() {
        return OpenApi.operations().filter(o -> o.writes() && !o.access().equals("service"));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void the_same_key_with_the_same_body_gets_the_first_response_again(Operation operation) {
        Request request = Scene.shared().request(operation).key(Fleet.slug());

        Response first = request.send();
        first.assertStatus().isIn(200, 201);
        Response again = request.header("X-Request-Id", "second.try").send();

        assertReplay(again, first);
        assertThat(again.requestId()).isEqualTo("second.try");
    }

    private static void assertReplay(Response again, Response first) {
        assertThat(first.header("Idempotency-Replayed")).as("%s", first).isNull();
        assertThat(again.header("Idempotency-Replayed")).as("%s", again).isEqualTo("true");
        again.assertStatus().isEqualTo(first.status());
        assertThat(again.bytes()).as("%s", again).isEqualTo(first.bytes());
        assertThat(again.etag()).isEqualTo(first.etag());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.requestId()).isNotEqualTo(first.requestId());
    }

    @Test
    void who_acts_for_another_partner_is_another_actor() {
        Fleet.Partner one = Fleet.partner();
        Fleet.Partner other = Fleet.partner();
        String slug = Fleet.slug();
        String key = Fleet.slug();
        for (Fleet.Partner partner : List.of(one, other)) {
            Api api =
                    Api.bearer(
                            Tokens.of(
                                    "sub",
                                    "one-person",
                                    "roles",
                                    List.of("partner_admin"),
                                    "partner_id",
                                    partner.id()));
            Response answer =
                    api.post("/v1/admin/tenants")
                            .key(key)
                            .json(Given.tenant(partner.equals(one) ? slug : slug + "x", null))
                            .send()
                            .expect(201);
            assertThat(answer.header("Idempotency-Replayed")).isNull();
            assertThat(answer.data().get("partner_id").asString()).isEqualTo(partner.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_is_the_first_response_even_when_the_resource_has_moved_on(Resource.Kind kind) {
        Resource resource = kind.fresh();
        Response first = resource.put(1).key("k").send().expectChanged();
        Response moved = resource.put(2).send().expectChanged();

        assertReplay(resource.put(1).key("k").send(), first);
        resource.assertIsAsAfter(moved);
    }

    @ParameterizedTest
    @EnumSource
    void the_same_key_with_another_body_is_refused_and_changes_nothing(Resource.Kind kind) {
        Resource resource = kind.fresh();
        Response first = resource.put(1).key("k").send().expectChanged();

        resource.put(2).key("k").send().expectError(422, "SW_IDEMPOTENCY_KEY_REUSED");

        assertThat(resource.get().data()).isEqualTo(first.data());
        assertReplay(resource.put(1).key("k").send(), first);
    }

    @Test
    void what_changed_nothing_is_kept_as_well() {
        Api admin = Fleet.tenant().admin();
        Response first = admin.put(STUDIO).key("k").json(OFF).send().expectUnchanged();
        admin.put(STUDIO).json(ON).send().expectChanged();

        assertReplay(admin.put(STUDIO).key("k").json(OFF).send(), first);
        assertThat(admin.read(STUDIO).data().get("enabled").asBoolean()).isTrue();
        admin.put(STUDIO).key("k").json(ON).send().expectError(422, "SW_IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void what_was_refused_is_not_kept() {
        Api admin = Fleet.tenant().admin();
        admin.put(STUDIO).key("k").ifMatch("\"9\"").json(ON).send().expect(412);
        admin.put(STUDIO).key("k").json("{\"enabled\": 1}").send().expect(400);
        admin.put(STUDIO).key("k").json("{").send().expect(400);
        admin.put(STUDIO).key("k").body("text/plain", ON).send().expect(415);

        Response first = admin.put(STUDIO).key("k").json(ON).send().expectChanged();

        assertReplay(admin.put(STUDIO).key("k").json(ON).send(), first);
    }

    @Test
    void a_conflict_is_not_kept() {
        Tenant tenant = Fleet.tenant();
        String model = Fleet.modelSlugs(1).getFirst();
        Request put =
                tenant.admin()
                        .put("/v1/admin/models/" + model + "/participant")
                        .key("k")
                        .json(Given.participant("helper"));
        put.send().expectError(409, "SW_MODEL_NOT_ENABLED");
        tenant.enableModels(1);

        Response first = put.send().expect(201);

        assertReplay(put.send(), first);
    }

    @Test
    void a_key_is_another_one_for_another_actor() {
        Tenant tenant = Fleet.tenant();
        tenant.admin("usr_ada").put(STUDIO).key("k").json(ON).send().expectChanged();

        Response other =
                tenant.admin("usr_bob").put(STUDIO).key("k").json(OFF).send().expectChanged();

        assertThat(other.header("Idempotency-Replayed")).isNull();
    }

    @Test
    void a_key_is_another_one_for_another_tenant() {
        Tenant one = Fleet.tenant();
        Tenant two = Fleet.tenant();
        one.operator().put(STUDIO).key("k").json(ON).send().expectChanged();

        Response other = two.operator().put(STUDIO).key("k").json(ON).send().expectChanged();

        assertThat(other.header("Idempotency-Replayed")).isNull();
        assertThat(two.admin().read(STUDIO).version()).isEqualTo(1);
        one.operator().put(STUDIO).key("k").json(OFF).send().expect(422);
    }

    @Test
    void a_key_is_another_one_for_another_path() {
        Tenant tenant = Fleet.tenant();
        String model = "/v1/admin/models/" + Fleet.modelSlugs(1).getFirst();
        List<Request> requests =
                List.of(
                        tenant.admin().put(STUDIO).json(ON),
                        tenant.admin().put("/v1/admin/note-processing").json(ON),
                        tenant.admin().post(model + "/enable"),
                        tenant.admin().post(model + "/disable"),
                        tenant.admin().post("/v1/admin/plugins/" + Scene.PLUGIN + "/enable"),
                        tenant.admin().post("/v1/admin/plugins/scaiwave.notes/enable"));

        for (Request request : requests) {
            Response response = request.key("k").send().expectChanged();
            assertThat(response.header("Idempotency-Replayed")).isNull();
        }
        for (Request request : requests) {
            assertThat(request.send().header("Idempotency-Replayed")).isEqualTo("true");
        }
    }

    @Test
    void a_key_does_not_open_what_the_caller_may_not() {
        Tenant tenant = Fleet.tenant();
        tenant.admin("usr_ada").put(STUDIO).key("k").json(ON).send().expectChanged();

        Api.anonymous().put(STUDIO).key("k").json(ON).send().expect(401);
        Api ada =
                Api.bearer(
                        com.scaiwave.admin.contract.harness.Tokens.of(
                                "sub", "usr_ada", "tenant_id", tenant.id()));
        ada.put(STUDIO).key("k").json(ON).send().expect(403);
    }

    @Test
    @Tag("split")
    void requests_at_once_with_the_same_key_get_one_answer_and_are_one_write() {
        Tenant tenant = Fleet.tenant();

        List<Response> answers =
                Together.times(
                        AT_ONCE,
                        n -> tenant.admin().put(STUDIO).key("k").json(ON).send().expectChanged());

        assertOneAnswer(answers);
        assertThat(tenant.admin().read(STUDIO).version()).isEqualTo(1);
        assertThat(Audit.writes(tenant.admin())).hasSize(2);
    }

    @Test
    @Tag("split")
    void creations_at_once_with_the_same_key_create_one() {
        Tenant tenant = Fleet.tenant();
        String body = Json.write(object("slug", Fleet.slug(), "name", "n"));

        List<Response> answers =
                Together.times(
                        AT_ONCE,
                        n ->
                                tenant.partner()
                                        .admin()
                                        .post("/v1/admin/tenants")
                                        .key("k")
                                        .json(body)
                                        .send()
                                        .expect(201));

        assertOneAnswer(answers);
        assertThat(answers.stream().map(Response::location).distinct()).hasSize(1);
        assertThat(tenant.partner().admin().read("/v1/admin/tenants").data()).hasSize(2);
    }

    private static void assertOneAnswer(List<Response> answers) {
        assertThat(answers.stream().map(r -> Arrays.hashCode(r.bytes())).distinct()).hasSize(1);
        assertThat(answers.stream().map(Response::etag).distinct()).hasSize(1);
        assertThat(answers.stream().filter(r -> r.header("Idempotency-Replayed") == null))
                .hasSize(1);
        assertThat(answers.stream().map(Response::requestId)).doesNotHaveDuplicates();
    }

    @Test
    @Tag("split")
    void of_different_bodies_at_once_under_one_key_one_is_done() {
        Resource resource = Resource.Kind.NOTE_PROCESSING.fresh();

        List<Response> answers = Together.times(AT_ONCE, n -> resource.put(n + 1).key("k").send());

        List<Response> done = answers.stream().filter(r -> r.status() == 200).toList();
        assertThat(done).hasSize(1);
        answers.stream()
                .filter(r -> r.status() != 200)
                .forEach(r -> r.expectError(422, "SW_IDEMPOTENCY_KEY_REUSED"));
        assertThat(resource.get().data()).isEqualTo(done.getFirst().data());
    }

    @Test
    void a_key_may_have_255_visible_ascii_characters() {
        StringBuilder all = new StringBuilder();
        for (char c = '!'; c <= '~'; c++) {
            all.append(c);
        }
        for (String key : List.of("!", all.toString(), "k".repeat(255))) {
            Api admin = Fleet.tenant().admin();
            Response first = admin.put(STUDIO).key(key).json(ON).send().expectChanged();
            assertReplay(admin.put(STUDIO).key(key).json(ON).send(), first);
        }
    }

    @Test
    void keys_differ_in_case_and_in_their_last_character() {
        Api admin = Fleet.tenant().admin();
        admin.put(STUDIO).key("k".repeat(254) + "a").json(ON).send().expectChanged();
        admin.put(STUDIO).key("k".repeat(254) + "b").json(OFF).send().expectChanged();
        admin.put(STUDIO).key("k".repeat(254) + "A").json(ON).send().expectChanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "a\tb"})
    void a_key_of_another_form_is_a_mistake(String key) {
        Tenant tenant = Fleet.tenant();

        tenant.admin()
                .put(STUDIO)
                .key(key)
                .json(ON)
                .sendRaw()
                .expectError(400, "SW_VALIDATION_FAILED", "Idempotency-Key");
        assertThat(tenant.admin().read(STUDIO).version()).isZero();
    }

    @Test
    void a_key_that_no_header_can_hold_is_a_mistake_too() {
        Tenant tenant = Fleet.tenant();

        tenant.admin().put(STUDIO).key("a\u007f").json(ON).sendRaw().expect(400);
        assertThat(tenant.admin().read(STUDIO).version()).isZero();
    }

    @Test
    void a_key_of_256_characters_is_a_mistake() {
        Tenant tenant = Fleet.tenant();

        tenant.admin()
                .put(STUDIO)
                .key("k".repeat(256))
                .json(ON)
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "Idempotency-Key");
        assertThat(tenant.admin().read(STUDIO).version()).isZero();
    }
}
