package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.OpenApi;
import com.scaiwave.admin.contract.harness.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1: the document that every response is checked against, and the page to read it at. */
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

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/"})
    void the_page_to_read_it_at_needs_no_token(String path) {
        Response response = Api.anonymous().get(path).send();
        for (int hops = 0; response.status() / 100 == 3 && hops < 3; hops++) {
            response =
                    Api.anonymous()
                            .get(response.location().replaceFirst("^https?://[^/]+", ""))
                            .send();
        }

        response.expect(200);
        assertThat(response.header("Content-Type")).startsWith("text/html");
        assertThat(response.text()).containsIgnoringCase("<html");
    }
}
