package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.STUDIO;
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
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Section 1: which bodies are accepted, malformed or invalid; a refused one changes nothing. */
class RequestBodyTest {

    private static final int MOST = 256 * 1024;

    /** A tenant that is never written: only bad bodies are sent to it. */
    private static Tenant tenant;

    @BeforeAll
    static void a_tenant() {
        tenant = Fleet.tenant();
    }

    private static Api admin() {
        return tenant.admin();
    }

    @AfterAll
    static void nothing_bad_has_changed_anything() {
        Response studio = admin().read(STUDIO);
        assertThat(studio.version()).isZero();
        assertThat(studio.meta().get("position").isNull()).isTrue();
        assertThat(Audit.writes(admin()).stream().map(e -> e.get("action").asString()))
                .containsExactly("tenant.create");
    }

    /** Operations with a JSON body, except platform events: their data may be any object. */
    static Stream<Operation> withJsonBody() {
        return OpenApi.operations()
                .filter(o -> o.takes("application/json"))
                .filter(o -> !o.takes("application/cloudevents+json"));
    }

    static Stream<Operation> withoutBody() {
        return OpenApi.operations().filter(o -> !o.node().has("requestBody"));
    }

    @ParameterizedTest
    @MethodSource("withJsonBody")
    void an_unknown_field_is_named(Operation operation) {
        JsonNode body = Scene.shared().body(operation, Scene.Target.MIDDLE);

        Scene.shared()
                .request(operation)
                .json(Json.with(body, "no_such_field", 1))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/no_such_field");
    }

    @ParameterizedTest
    @MethodSource("withJsonBody")
    void a_field_in_another_case_is_unknown(Operation operation) {
        JsonNode body = Scene.shared().body(operation, Scene.Target.MIDDLE);
        String name = body.propertyNames().iterator().next();
        String shouted = name.toUpperCase(Locale.ROOT);
        JsonNode other = Json.with(Json.without(body, name), shouted, body.get(name));

        Response response = Scene.shared().request(operation).json(other).send();

        response.expectError(400, "SW_VALIDATION_FAILED");
        assertThat(response.fields()).contains("/" + shouted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/admin/prompt-studio | {'allowlist': {'roles': [], 'x': 1}} | /allowlist/x",
                "/v1/admin/prompt-studio | {'a/b~c': 1} | /a~1b~0c",
                "/v1/admin/prompt-studio | {'': 1} | /",
                "/v1/admin/ai-config | {'system_prompt_templates': [{'name': 'n', 'prompt': 'p'},"
                        + " {'name': 'm', 'prompt': 'p', 'x': 1}]} | /system_prompt_templates/1/x"
            })
    void an_unknown_field_is_named_by_its_json_pointer(String path, String body, String pointer) {
        admin().put(path)
                .json(body.replace('\'', '"'))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "{",
                "{\"enabled\": }",
                "{\"enabled\": true,}",
                "{'enabled': true}",
                "{enabled: true}",
                "{\"enabled\": True}",
                "{\"enabled\": true} {}",
                "{\"enabled\": true} x",
                "{\"enabled\": true}]",
                "{\"enabled\": true // now\n}",
                "{\"enabled\": true /* now */}",
                "{\"enabled\": NaN}",
                "{\"enabled\": 01}",
                "{\"enabled\": +1}",
                "{\"enabled\": .5}",
                "{\"allowlist\": {\"roles\": [\"a\" \"b\"]}}",
                "{\"allowlist\": {\"roles\": [\"a\",]}}",
                "{\"allowlist\": {\"roles\": [\"a\nb\"]}}",
                "{\"allowlist\": {\"roles\": [\"\\x41\"]}}",
                "{\"allowlist\": {\"roles\": [\"\\u12\"]}}",
                "{\"allowlist\": {\"roles\": [\"a]}}",
                "enabled=true",
                "<enabled/>"
            })
    void what_cannot_be_parsed_is_malformed(String body) {
        admin().put(STUDIO).json(body).send().expectError(400, "SW_MALFORMED_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"enabled\": true, \"enabled\": true}",
                "{\"enabled\": true, \"\\u0065nabled\": false}",
                "{\"allowlist\": {\"roles\": [], \"groups\": [], \"roles\": []}}",
                "{\"no_such_field\": 1, \"no_such_field\": 2}"
            })
    void a_key_twice_is_malformed(String body) {
        admin().put(STUDIO).json(body).send().expectError(400, "SW_MALFORMED_REQUEST");
    }

    @Test
    void a_key_twice_is_malformed_in_a_free_object_too() {
        String body =
                """
                {"slug": "%s", "name": "n", "features": {"a": {"b": 1, "b": 2}}}\
                """
                        .formatted(Fleet.slug());

        tenant.partner()
                .admin()
                .post("/v1/admin/tenants")
                .json(body)
                .send()
                .expectError(400, "SW_MALFORMED_REQUEST");
    }

    /** Not UTF-8: a lone continuation, an overlong slash, a surrogate, beyond U+10FFFF, latin 1. */
    @ParameterizedTest
    @ValueSource(strings = {"80", "c0af", "eda080", "f4908080", "e4", "ff"})
    @Tag("split")
    void what_is_not_utf_8_is_malformed(String hex) {
        byte[] before = "{\"allowlist\": {\"roles\": [\"".getBytes(StandardCharsets.UTF_8);
        byte[] wrong = HexFormat.of().parseHex(hex);
        byte[] after = "\"]}}".getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[before.length + wrong.length + after.length];
        System.arraycopy(before, 0, body, 0, before.length);
        System.arraycopy(wrong, 0, body, before.length, wrong.length);
        System.arraycopy(after, 0, body, before.length + wrong.length, after.length);

        admin().put(STUDIO)
                .body("application/json", body)
                .send()
                .expectError(400, "SW_MALFORMED_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE"})
    @Tag("split")
    void json_in_another_encoding_is_refused(String charset) {
        byte[] body = "{\"enabled\": true}".getBytes(java.nio.charset.Charset.forName(charset));

        admin().put(STUDIO).body("application/json", body).send().assertStatus().isIn(400, 415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "true", "17", "\"enabled\"", "[{\"enabled\": true}]"})
    void json_that_is_no_object_can_be_parsed_and_is_wrong(String body) {
        admin().put(STUDIO).json(body).send().expectError(400, "SW_VALIDATION_FAILED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'enabled': 'true'} | /enabled",
                "{'enabled': 1} | /enabled",
                "{'enabled': null} | /enabled",
                "{'enabled': []} | /enabled",
                "{'allowlist': null} | /allowlist",
                "{'allowlist': []} | /allowlist",
                "{'allowlist': 'x'} | /allowlist",
                "{'allowlist': {'roles': null}} | /allowlist/roles",
                "{'allowlist': {'roles': 'x'}} | /allowlist/roles",
                "{'allowlist': {'roles': {}}} | /allowlist/roles",
                "{'allowlist': {'roles': ['a', 1]}} | /allowlist/roles/1",
                "{'allowlist': {'roles': ['a', null]}} | /allowlist/roles/1",
                "{'allowlist': {'roles': ['a', ['b']]}} | /allowlist/roles/1",
                "{'allowlist': {'roles': ['a', true]}} | /allowlist/roles/1"
            })
    void a_value_of_the_wrong_type_is_named_and_never_coerced(String body, String pointer) {
        admin().put(STUDIO)
                .json(body.replace('\'', '"'))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", pointer);
    }

    @Test
    void every_field_that_is_wrong_is_named_at_once() {
        admin().put(STUDIO)
                .json(
                        """
                        {"enabled": 1, "allowlist": {"roles": [""], "groups": 7}, "x": 0}\
                        """)
                .send()
                .expectError(
                        400,
                        "SW_VALIDATION_FAILED",
                        "/enabled",
                        "/allowlist/roles/0",
                        "/allowlist/groups",
                        "/x");
    }

    @Test
    void every_field_that_is_missing_is_named() {
        Api partnerAdmin = tenant.partner().admin();

        partnerAdmin
                .post("/v1/admin/tenants")
                .json("{}")
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/slug", "/name");
        partnerAdmin
                .post("/v1/admin/partners")
                .json("{}")
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/slug", "/name", "/contact_email");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1.5",
                "9007199254740992",
                "1e99",
                "\"1\"",
                "true",
                "[]",
                "99999999999999999999999999"
            })
    void a_number_that_is_no_limit_is_wrong(String number) {
        String body =
                "{\"slug\": \"%s\", \"name\": \"n\", \"max_rooms\": %s}"
                        .formatted(Fleet.slug(), number);

        tenant.partner()
                .admin()
                .post("/v1/admin/tenants")
                .json(body)
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/max_rooms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "-1e2147483647"})
    void an_absurd_number_costs_nothing_and_is_refused(String number) {
        assertRefused("{\"slug\": \"%s\", \"name\": \"n\", \"max_rooms\": " + number + "}");
    }

    @Test
    void a_number_of_many_digits_is_refused() {
        assertRefused(
                "{\"slug\": \"%s\", \"name\": \"n\", \"max_rooms\": " + "9".repeat(100_000) + "}");
    }

    private static void assertRefused(String body) {
        tenant.partner()
                .admin()
                .post("/v1/admin/tenants")
                .json(body.formatted(Fleet.slug()))
                .send()
                .expect(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud83d", "\\ude00\\ud83d", "\\ud83d\\u0041"})
    void a_lone_surrogate_is_no_text(String escaped) {
        admin().put(STUDIO)
                .json("{\"allowlist\": {\"roles\": [\"" + escaped + "\"]}}")
                .send()
                .expect(400);
    }

    @Test
    void a_lone_surrogate_is_no_key_either() {
        admin().put(STUDIO).json("{\"\\ud800\": 1}").send().expect(400);
        assertRefused("{\"slug\": \"%s\", \"name\": \"n\", \"features\": {\"\\ud800\": 1}}");
    }

    @Test
    void nul_is_refused_or_kept_as_it_is() {
        Tenant other = Fleet.tenant();
        String body = "{\"allowlist\": {\"roles\": [\"a\\u0000b\"]}}";
        Response write = other.admin().put(STUDIO).json(body).send();

        write.assertStatus().isIn(200, 400);
        if (write.status() == 200) {
            assertThat(other.admin().read(STUDIO).data().at("/allowlist/roles/0").asString())
                    .isEqualTo("a\u0000b");
        } else {
            assertThat(other.admin().read(STUDIO).version()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "😀 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ünïcödé العربية",
                "e\u0301 and é stay what they are",
                "\u202eright to left\u202c",
                "\ufeffbom \u2028 line \u2029 paragraph \u0085 \ufffe",
                "tab\tnewline\r\nback\\slash\"quote"
            })
    void any_other_text_comes_back_as_it_was(String text) {
        Tenant other = Fleet.tenant();
        Response write =
                other.admin()
                        .put("/v1/admin/note-processing")
                        .json(Json.object("instructions", text))
                        .send()
                        .expectChanged();

        assertThat(write.data().get("instructions").asString()).isEqualTo(text);
        assertThat(other.admin().read("/v1/admin/note-processing").data()).isEqualTo(write.data());
    }

    @Test
    void lengths_are_in_code_points() {
        Tenant other = Fleet.tenant();
        String face = "😀";
        for (String path : new String[] {STUDIO, "/v1/admin/ai-config"}) {
            boolean studio = path.equals(STUDIO);
            int most = studio ? 128 : 80;
            for (int length = most; length <= most + 1; length++) {
                Object body =
                        studio
                                ? Json.object(
                                        "allowlist",
                                        Json.object("roles", new String[] {face.repeat(length)}))
                                : Json.object(
                                        "system_prompt_templates",
                                        new Object[] {
                                            Json.object("name", face.repeat(length), "prompt", "p")
                                        });
                Response response = other.admin().put(path).json(body).send();
                if (length == most) {
                    response.expectChanged();
                } else {
                    response.expectError(
                            400,
                            "SW_VALIDATION_FAILED",
                            studio ? "/allowlist/roles/0" : "/system_prompt_templates/0/name");
                }
            }
        }
    }

    @Test
    void sets_are_sorted_by_code_point() {
        String[] given = {"😀", "ﬁ", "é", "z", "a", "Z", "_", "10", "9"};

        Response put =
                Fleet.tenant()
                        .admin()
                        .put(STUDIO)
                        .json(Json.object("allowlist", Json.object("groups", given)))
                        .send()
                        .expectChanged();

        assertThat(put.data().at("/allowlist/groups").valueStream().map(JsonNode::asString))
                .containsExactly("10", "9", "Z", "_", "a", "z", "é", "ﬁ", "😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"allowlist\":{\"roles\":[", "[[{\"a\":"})
    void very_deep_nesting_is_refused(String opening) {
        admin().put(STUDIO).json(opening.repeat(250_000 / opening.length())).send().expect(400);
    }

    @Test
    void very_deep_nesting_that_ends_is_refused_too() {
        admin().put(STUDIO).json("[".repeat(100_000) + "]".repeat(100_000)).send().expect(400);
    }

    @Test
    void a_deep_free_object_is_refused_or_kept_as_it_is() {
        String features = "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000);
        Api partnerAdmin = Fleet.partner().admin();
        Response write =
                partnerAdmin
                        .post("/v1/admin/tenants")
                        .json(
                                "{\"slug\": \"%s\", \"name\": \"n\", \"features\": %s}"
                                        .formatted(Fleet.slug(), features))
                        .send();

        write.assertStatus().isIn(201, 400);
        if (write.status() == 201) {
            assertThat(write.data().get("features")).isEqualTo(Json.parse(features));
            assertThat(partnerAdmin.read(write.location()).data()).isEqualTo(write.data());
        }
        assertThat(partnerAdmin.read("/v1/admin/tenants").data())
                .hasSize(write.status() == 201 ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "Application/JSON"
            })
    @Tag("split")
    void application_json_is_taken_however_it_is_written(String contentType) {
        admin().put(STUDIO).body(contentType, "{}").send().expectUnchanged();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/json",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/merge-patch+json",
                "application/problem+json",
                "application/cloudevents+json",
                "application/*",
                "*/*",
                "json",
                ";"
            })
    void any_other_content_type_is_unsupported(String contentType) {
        admin().put(STUDIO)
                .body(contentType, "{\"enabled\": true}")
                .send()
                .expectError(415, "SW_UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @MethodSource("withJsonBody")
    @Tag("split")
    void no_endpoint_takes_a_body_without_its_content_type(Operation operation) {
        Request request = Scene.shared().request(operation);
        byte[] body =
                Json.write(Scene.shared().body(operation, Scene.Target.MIDDLE))
                        .getBytes(StandardCharsets.UTF_8);

        request.body(null, body).send().expectError(415, "SW_UNSUPPORTED_MEDIA_TYPE");
        request.body("text/plain", body).send().expectError(415, "SW_UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    @Tag("split")
    void a_put_without_any_body_is_no_put_of_the_defaults() {
        admin().put(STUDIO).send().assertStatus().isIn(400, 415);
    }

    @Test
    @Tag("split")
    void a_compressed_body_is_not_taken_for_json() {
        admin().put(STUDIO)
                .json("{\"enabled\": true}")
                .header("Content-Encoding", "gzip")
                .send()
                .assertStatus()
                .isIn(400, 415);
    }

    @Test
    @Tag("split")
    void a_body_of_256_kib_is_taken_and_one_byte_more_is_not() {
        String most = "{}" + " ".repeat(MOST - 2);

        admin().put(STUDIO).json(most).send().expectUnchanged();
        admin().put(STUDIO).json(most).chunked().send().expectUnchanged();
        admin().put(STUDIO).json(most + " ").send().expectError(413, "SW_CONTENT_TOO_LARGE");
        admin().put(STUDIO)
                .json(most + " ")
                .chunked()
                .send()
                .expectError(413, "SW_CONTENT_TOO_LARGE");
    }

    static Stream<Operation> allButPlatform() {
        return OpenApi.operations().filter(o -> !o.access().equals("service"));
    }

    @ParameterizedTest
    @MethodSource("allButPlatform")
    @Tag("split")
    void no_endpoint_takes_more_than_256_kib(Operation operation) {
        String type = operation.takes("application/json") ? "application/json" : "text/plain";

        Scene.shared()
                .request(operation)
                .body(type, " ".repeat(MOST + 1))
                .send()
                .expectError(413, "SW_CONTENT_TOO_LARGE");
    }

    @ParameterizedTest
    @MethodSource("withoutBody")
    @Tag("split")
    void where_no_body_is_defined_any_is_a_mistake(Operation operation) {
        for (String body : new String[] {"{}", "null", " ", "x"}) {
            Response response =
                    Scene.shared().request(operation).body("application/json", body).send();
            response.assertStatus().isEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("withoutBody")
    @Tag("split")
    void where_no_body_is_defined_an_empty_one_may_have_any_content_type(Operation operation) {
        for (String type : new String[] {"application/json", "text/plain", "x"}) {
            Scene.shared().request(operation).body(type, "").send().expect(200);
        }
        Scene.shared().request(operation).send().expect(200);
    }
}
