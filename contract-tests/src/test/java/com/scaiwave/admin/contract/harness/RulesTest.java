package com.scaiwave.admin.contract.harness;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A response that breaks a rule is noticed. */
class RulesTest {

    private static final String NOT_FOUND =
            """
            {"error": {"code": "SW_PARTICIPANT_NOT_FOUND", "message": "No.",
             "request_id": "r-1", "details": []}}\
            """;

    private static final String PROMPT_STUDIO =
            """
            {"data": {"enabled": true, "allowlist": {"roles": [], "groups": []}},
             "meta": {"version": 4, "position": 7}}\
            """;

    @Test
    void a_good_answer_passes() {
        assertThatCode(() -> promptStudio(200, Map.of(), PROMPT_STUDIO)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "X-Request-Id, another",
        "X-Request-Id,",
        "Cache-Control, no-store",
        "X-Content-Type-Options,",
        "ETag, '\"5\"'",
        "ETag,",
        "Server, Tomcat",
        "Content-Type, text/html",
        "Content-Type, application/json;charset=ISO-8859-1"
    })
    void a_wrong_header_does_not(String name, String value) {
        assertThatThrownBy(() ->
                        promptStudio(
                                200,
                                Map.of(name, value == null ? List.of() : List.of(value)),
                                PROMPT_STUDIO))
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\": {\"enabled\": 1, \"allowlist\": {\"roles\": [], \"groups\": []}}, \"meta\": {\"version\": 4, \"position\": 7}}",
                "{\"data\": {\"enabled\": true, \"allowlist\": {\"roles\": [], \"groups\": []}, \"more\": 1}, \"meta\": {\"version\": 4, \"position\": 7}}",
                "{\"data\": {\"enabled\": true, \"allowlist\": {\"roles\": [], \"groups\": []}}, \"meta\": {\"version\": 4}}"
            })
    void a_body_that_the_schema_does_not_allow_does_not(String body) {
        assertThatThrownBy(() -> promptStudio(200, Map.of(), body))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_status_that_is_not_declared_does_not() {
        assertThatThrownBy(() -> promptStudio(409, Map.of(), NOT_FOUND))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_code_that_is_not_declared_does_not() {
        Map<String, List<String>> noEtag =
                Map.of("ETag", List.of(), "Cache-Control", List.of("no-store"));
        assertThatThrownBy(() -> promptStudio(404, noEtag, NOT_FOUND))
                .hasMessageContaining("declares the code");
        String tenant = NOT_FOUND.replace("PARTICIPANT", "TENANT");
        assertThatCode(() -> promptStudio(404, noEtag, tenant)).doesNotThrowAnyException();
        String stack = tenant.replace("No.", "java.lang.IllegalStateException");
        assertThatThrownBy(() -> promptStudio(404, noEtag, stack))
                .isInstanceOf(AssertionError.class);
    }

    private static void promptStudio(int status, Map<String, List<String>> changes, String body) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("X-Request-Id", List.of("r-1"));
        headers.put("Cache-Control", List.of("no-cache"));
        headers.put("X-Content-Type-Options", List.of("nosniff"));
        headers.put("Content-Type", List.of("application/json"));
        headers.put("ETag", List.of("\"4\""));
        headers.putAll(changes);
        headers.values().removeIf(List::isEmpty);
        Request request =
                Api.anonymous().get("/v1/admin/prompt-studio").header("X-Request-Id", "r-1");
        Rules.check(
                request,
                new Response(
                        request.toString(),
                        status,
                        headers,
                        body.getBytes(StandardCharsets.UTF_8)));
    }
}
