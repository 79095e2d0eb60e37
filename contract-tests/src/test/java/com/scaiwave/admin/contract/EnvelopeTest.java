package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1: the two envelopes, problem+json, the Accept header, and request ids. */
class EnvelopeTest {

    private static Tenant tenant;

    @BeforeAll
    static void a_tenant() {
        tenant = Fleet.tenant();
    }

    /** One error of each kind that a client can cause. */
    record Mistake(int status, String code, Function<Tenant, Request> request) {
        @Override
        public String toString() {
            return status + " " + code;
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake(401, "SW_AUTH_INVALID_TOKEN", t -> Api.anonymous().get(STUDIO)),
                new Mistake(403, "SW_AUTH_INSUFFICIENT_PERMISSION", t -> t.nobody().get(STUDIO)),
                new Mistake(403, "SW_AUTH_TENANT_MISMATCH", t -> t.admin().on("tnt_x").get(STUDIO)),
                new Mistake(404, "SW_NOT_FOUND", t -> t.admin().get("/v1/admin/nothing")),
                new Mistake(
                        404,
                        "SW_PARTICIPANT_NOT_FOUND",
                        t -> t.admin().get("/v1/admin/participants/ptc_absent")),
                new Mistake(405, "SW_METHOD_NOT_ALLOWED", t -> t.admin().request("DELETE", STUDIO)),
                new Mistake(
                        415,
                        "SW_UNSUPPORTED_MEDIA_TYPE",
                        t -> t.admin().put(STUDIO).body("text/plain", "{}")),
                new Mistake(
                        413,
                        "SW_CONTENT_TOO_LARGE",
                        t -> t.admin().put(STUDIO).json(" ".repeat(262_144) + "{}")),
                new Mistake(400, "SW_MALFORMED_REQUEST", t -> t.admin().put(STUDIO).json("{")),
                new Mistake(400, "SW_VALIDATION_FAILED", t -> t.admin().put(STUDIO).json("[]")),
                new Mistake(
                        412,
                        "SW_PRECONDITION_FAILED",
                        t -> t.admin().put(STUDIO).json("{}").ifMatch("\"77\"")),
                new Mistake(
                        409,
                        "SW_TENANT_SLUG_TAKEN",
                        t ->
                                t.partner()
                                        .admin()
                                        .post("/v1/admin/tenants")
                                        .json(Json.object("slug", t.slug(), "name", "Again"))));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void an_error_has_the_envelope_with_a_stable_code(Mistake mistake) {
        Response response = mistake.request().apply(tenant).send();

        response.expectError(mistake.status(), mistake.code());
        assertThat(response.header("Content-Type")).startsWith("application/json");
        assertThat(response.json().has("error")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_client_that_prefers_problem_json_gets_the_same_error_as_rfc_9457(Mistake mistake) {
        Response plain = mistake.request().apply(tenant).send();
        Response problem =
                mistake.request()
                        .apply(tenant)
                        .header("Accept", "application/problem+json, application/json;q=0.9")
                        .send();

        problem.expectError(mistake.status(), mistake.code());
        assertThat(problem.header("Content-Type")).startsWith("application/problem+json");
        assertThat(problem.json().get("status").asInt()).isEqualTo(mistake.status());
        assertThat(problem.fields()).isEqualTo(plain.fields());
        assertThat(problem.headers("Allow")).isEqualTo(plain.headers("Allow"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "*/*",
                "application/*",
                "application/json, application/problem+json",
                "application/json, application/problem+json;q=0.5",
                "text/html, application/json;q=0.2",
                "text/html;q=0.9, */*;q=0.1",
                "APPLICATION/JSON"
            })
    void a_client_that_does_not_prefer_problem_json_gets_the_envelope(String accept) {
        Response response = tenant.admin().put(STUDIO).json("[]").header("Accept", accept).send();

        response.expectError(400, "SW_VALIDATION_FAILED");
        assertThat(response.header("Content-Type")).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=utf-8",
                "application/problem+json",
                "application/problem+json, text/html",
                "text/html, application/*;q=0.1",
                "*/*"
            })
    void what_counts_as_accepting_json_gets_the_resource_as_json(String accept) {
        Response response = tenant.admin().get(STUDIO).header("Accept", accept).send().expect(200);

        assertThat(response.header("Content-Type")).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/xml, text/plain;q=0.5",
                "application/vnd.api+json",
                "text/*",
                "text/event-stream",
                "application/json;q=0",
                "application/json;q=0, */*;q=0"
            })
    void what_leaves_no_json_is_not_acceptable_and_the_error_is_json_all_the_same(String accept) {
        Response response = tenant.admin().get(STUDIO).header("Accept", accept).send();

        response.expectError(406, "SW_NOT_ACCEPTABLE");
        assertThat(response.header("Content-Type")).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", ";;", "application/json;q=x", "a/b/c", "\"", "*/json"})
    void an_accept_that_cannot_be_parsed_is_a_mistake_of_the_client(String accept) {
        tenant.admin()
                .get(STUDIO)
                .header("Accept", accept)
                .send()
                .assertStatus()
                .isIn(200, 400, 406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "REQ-7.f_3", "0123456789-._abcdefghijklmnopqrstuvwxyzABCDEFGHIJKL"})
    void a_valid_request_id_is_the_callers_own(String id) {
        assertThat(ask(id)).isEqualTo(id);
    }

    @Test
    void a_request_id_may_have_128_characters_and_not_129() {
        assertThat(ask("x".repeat(128))).hasSize(128);
        assertThat(ask("x".repeat(129))).isNotEqualTo("x".repeat(129));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a/b", "a\"b", "{{7*7}}", "<script>", "a,b", "ä", "a\u0000b"})
    void a_request_id_of_another_form_is_replaced(String id) {
        Response response = tenant.admin().get(STUDIO).header("X-Request-Id", id).sendRaw();

        assertThat(response.requestId()).isNotEqualTo(id);
    }

    @Test
    void every_request_without_an_id_gets_one_of_its_own() {
        assertThat(Stream.generate(() -> tenant.admin().read(STUDIO).requestId()).limit(20))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_request_id_of_a_write_is_in_its_audit_entry() {
        Api admin = Fleet.tenant().admin();
        Request put = admin.put(STUDIO).json("{\"enabled\": true}");
        Response write = put.header("X-Request-Id", "my-own.id_1").send();

        assertThat(admin.read("/v1/admin/audit?action=prompt_studio.update").data())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.at("/metadata/request_id").asString())
                            .isEqualTo("my-own.id_1");
                    assertThat(entry.get("id").asString())
                            .isEqualTo("audit-" + write.eventIds().getFirst());
                });
    }

    private static String ask(String id) {
        return tenant.admin().get(STUDIO).header("X-Request-Id", id).send().expect(200).requestId();
    }
}
