package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.OpenApi;
import com.scaiwave.admin.contract.harness.Response;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1: the document that every response is checked against, and the page that shows it. */
@Tag("split")
class DocumentTest {

    @Test
    void the_document_is_served_without_a_token_and_is_that_of_the_sources() {
        Response response = Api.anonymous().read("/v1/openapi.json");

        assertThat(response.header("Content-Type")).startsWith("application/json");
        assertThat(response.json()).isEqualTo(Json.parse(Json.write(OpenApi.document())));
        assertThat(response.json().get("openapi").asString()).startsWith("3.1");
    }

    @ParameterizedTest
    @MethodSource("com.scaiwave.admin.contract.harness.OpenApi#operations")
    void every_endpoint_has_examples_and_they_fit_their_schemas(OpenApi.Operation operation) {
        assertThat(operation.examples())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(example.violations()).isEmpty());
    }

    @Test
    void a_bad_token_does_not_keep_anyone_from_the_document() {
        Api.bearer("not.a.token").read("/v1/openapi.json");
    }

    @Test
    void the_page_to_read_it_at_needs_no_token() {
        Response response = Api.anonymous().get("/docs").send();
        for (int hops = 0; response.status() / 100 == 3 && hops < 3; hops++) {
            String path = response.location().replaceFirst("^https?://[^/]+", "");
            response = Api.anonymous().get(path).send();
        }

        response.expect(200);
        assertThat(response.header("Content-Type")).startsWith("text/html");
        assertThat(response.text()).containsIgnoringCase("<html");
        Api.anonymous().head("/docs").send().assertStatus().isLessThan(400);
    }

    @Test
    void what_can_be_put_is_tried_with_preconditions_keys_and_repeats() {
        assertThat(OpenApi.operations().filter(o -> o.method().equals("PUT")))
                .as("each has a Resource.Kind")
                .hasSameSizeAs(Resource.Kind.values());
    }

    @Test
    void what_a_tenant_can_read_of_the_past_is_tried() {
        assertThat(
                        OpenApi.operations()
                                .filter(o -> o.parameters("query").contains("as_of"))
                                .filter(o -> o.tenant().equals("one") && !o.path().contains("{"))
                                .map(OpenApi.Operation::path))
                .containsExactlyInAnyOrderElementsOf(Given.TENANT_READS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/nothing.js", "/docs/../../etc/passwd", "/docs/%2e%2e/x"})
    void what_is_not_there_below_the_page_is_not_found(String path) {
        Api.anonymous().get(path).sendRaw().assertStatus().isIn(400, 401, 404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/admin/ai-config",
        "PUT, /v1/admin/ai-config",
        "GET, /v1/admin/prompt-studio",
        "PUT, /v1/admin/prompt-studio",
        "GET, /v1/admin/note-processing",
        "PUT, /v1/admin/note-processing",
        "GET, /v1/admin/stats",
        "GET, /v1/admin/audit",
        "GET, /v1/admin/events",
        "GET, /v1/admin/models/catalog",
        "POST, /v1/admin/models/{slug}/enable",
        "POST, /v1/admin/models/{slug}/disable",
        "PUT, /v1/admin/models/{slug}/participant",
        "GET, /v1/admin/plugins",
        "POST, /v1/admin/plugins/{plugin_id}/enable",
        "POST, /v1/admin/plugins/{plugin_id}/disable",
        "GET, /v1/admin/participants",
        "POST, /v1/admin/participants/model",
        "GET, /v1/admin/participants/{participant_id}",
        "GET, /v1/admin/tenants",
        "POST, /v1/admin/tenants",
        "GET, /v1/admin/tenants/{tenant_id}",
        "GET, /v1/admin/partners",
        "POST, /v1/admin/partners",
        "GET, /v1/admin/partners/{partner_id}",
        "PUT, /v1/admin/partners/{partner_id}",
        "POST, /v1/platform/events",
        "GET, /v1/openapi.json"
    })
    void every_endpoint_of_the_contract_is_in_the_document(String method, String path) {
        assertThat(OpenApi.operations().map(OpenApi.Operation::toString))
                .contains(method + " " + path);
    }

    @ParameterizedTest
    @MethodSource("com.scaiwave.admin.contract.harness.OpenApi#operations")
    void every_parameter_has_an_example(OpenApi.Operation operation) {
        assertThat(operation.node().path("parameters").valueStream().map(OpenApi::resolve))
                .allSatisfy(parameter ->
                        assertThat(parameter.has("example")).as("%s", parameter).isTrue());
    }

    @Test
    void every_schema_has_examples_that_fit_it() {
        OpenApi.document()
                .at("/components/schemas")
                .propertyStream()
                .forEach(schema -> {
                    assertThat(schema.getValue().path("examples")).as(schema.getKey()).isNotEmpty();
                    schema.getValue()
                            .get("examples")
                            .forEach(example ->
                                    assertThat(
                                                    new OpenApi.Example(
                                                                    schema.getKey(),
                                                                    schema.getValue(),
                                                                    example)
                                                            .violations())
                                            .as(schema.getKey())
                                            .isEmpty());
                });
    }

    /** The contract's list of codes, word for word. */
    private static final String CODES =
            """
            `SW_AUTH_INVALID_TOKEN` 401 · `SW_AUTH_EXPIRED_TOKEN` 401 · \
            `SW_AUTH_INSUFFICIENT_PERMISSION` 403 · `SW_AUTH_TENANT_MISMATCH` 403 · \
            `SW_TENANT_NOT_FOUND` 404 · `SW_TENANT_CAPACITY` 409 · `SW_TENANT_SLUG_TAKEN` 409 · \
            `SW_PARTNER_NOT_FOUND` 404 · `SW_PARTNER_SLUG_TAKEN` 409 · `SW_PARTNER_SUSPENDED` 409 · \
            `SW_MODEL_NOT_FOUND` 404 · `SW_MODEL_NOT_ENABLED` 409 · `SW_MODEL_IS_DEFAULT` 409 · \
            `SW_PLUGIN_NOT_FOUND` 404 · `SW_PARTICIPANT_NOT_FOUND` 404 · \
            `SW_PARTICIPANT_LOCAL_ID_TAKEN` 409 · `SW_VALIDATION_FAILED` 400 · \
            `SW_MALFORMED_REQUEST` 400 · `SW_NOT_FOUND` 404 · `SW_METHOD_NOT_ALLOWED` 405 · \
            `SW_NOT_ACCEPTABLE` 406 · `SW_UNSUPPORTED_MEDIA_TYPE` 415 · \
            `SW_CONTENT_TOO_LARGE` 413 · `SW_HEADERS_TOO_LARGE` 431 · `SW_REQUEST_TIMEOUT` 408 · \
            `SW_POSITION_GONE` 410 · `SW_PRECONDITION_FAILED` 412 · \
            `SW_IDEMPOTENCY_KEY_REUSED` 422 · `SW_RATE_LIMIT_EXCEEDED` 429 · \
            `SW_AI_NO_TOKEN` 503 · `SW_SCAIGRID_UNAVAILABLE` 503 · `SW_READ_LAGGING` 503 · \
            `SW_UNAVAILABLE` 503 · `SW_INTERNAL` 500\
            """;

    @Test
    void every_error_code_of_the_contract_is_in_the_document_with_its_status() {
        Map<String, Integer> codes =
                Stream.of(CODES.replace("`", "").split(" · "))
                        .map(code -> code.split(" "))
                        .collect(
                                Collectors.toMap(
                                        code -> code[0], code -> Integer.valueOf(code[1])));
        assertThat(
                        OpenApi.document()
                                .at("/components/schemas/ErrorCode/x-status")
                                .propertyStream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey, e -> e.getValue().asInt())))
                .isEqualTo(codes);
    }
}
