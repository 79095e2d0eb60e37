package com.scaiwave.admin.web.edge;

import static com.scaiwave.admin.web.refusal.ErrorCode.SW_CONTENT_TOO_LARGE;
import static com.scaiwave.admin.web.refusal.ErrorCode.SW_MALFORMED_REQUEST;
import static com.scaiwave.admin.web.refusal.ErrorCode.SW_UNSUPPORTED_MEDIA_TYPE;
import static com.scaiwave.admin.web.refusal.ErrorCode.SW_VALIDATION_FAILED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.web.document.ApiDocument;
import com.scaiwave.admin.web.document.Operation;
import com.scaiwave.admin.web.refusal.Refusal;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;

@NullMarked
class RequestBodiesTest {
    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final Operation STUDIO = operation("PUT", "v1/admin/prompt-studio");
    private static final Operation ENABLE =
            operation("POST", "v1/admin/plugins/{plugin_id}/enable");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\"",
                "APPLICATION/JSON"
            })
    void json_in_utf_8_is_taken(String type) {
        assertThat(RequestBodies.mediaType(request(type), STUDIO)).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/json;charset=latin1",
                "application/json;charset=nonsense",
                "application/problem+json",
                "application/*",
                "nonsense"
            })
    void no_other_media_type_is(String type) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> RequestBodies.mediaType(request(type), STUDIO))
                .extracting(Refusal::code)
                .isEqualTo(SW_UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void a_body_without_a_type_and_one_that_is_packed_are_not_taken() {
        MockHttpServletRequest packed = request("application/json");
        packed.addHeader("Content-Encoding", "gzip");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> RequestBodies.mediaType(request(null), STUDIO));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> RequestBodies.mediaType(packed, STUDIO));
    }

    @Test
    void where_no_body_is_defined_any_type_is_taken_with_an_empty_one() {
        assertThat(RequestBodies.mediaType(request("text/plain"), ENABLE)).isNull();
        assertThat(RequestBodies.parse(new byte[0], ENABLE, null)).isNull();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> RequestBodies.parse(new byte[] {'{', '}'}, ENABLE, null))
                .extracting(Refusal::code)
                .isEqualTo(SW_VALIDATION_FAILED);
    }

    @Test
    void a_body_is_read_up_to_its_limit_and_no_further() throws IOException {
        MockHttpServletRequest fits = request("application/json");
        fits.setContent(new byte[STUDIO.maxBytes()]);
        MockHttpServletRequest tooLarge = request("application/json");
        tooLarge.setContent(new byte[STUDIO.maxBytes() + 1]);

        assertThat(RequestBodies.read(fits, STUDIO, new BodyMemory(1 << 20), "client"))
                .hasSize(256 * 1024);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() ->
                        RequestBodies.read(tooLarge, STUDIO, new BodyMemory(1 << 20), "client"))
                .extracting(Refusal::code)
                .isEqualTo(SW_CONTENT_TOO_LARGE);
    }

    @Test
    void good_json_is_what_it_says() {
        JsonNode body =
                RequestBodies.parse(bytes("{\"enabled\":true}"), STUDIO, "application/json");

        assertThat(Objects.requireNonNull(body).get("enabled").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"enabled\":true",
                "{\"enabled\":true}}",
                "{\"enabled\":true} {}",
                "{\"enabled\":true,\"enabled\":false}",
                "{'enabled':true}",
                "{\"enabled\":NaN}",
                "// {}"
            })
    void what_can_not_be_parsed_is_malformed(String body) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> RequestBodies.parse(bytes(body), STUDIO, "application/json"))
                .extracting(Refusal::code)
                .isEqualTo(SW_MALFORMED_REQUEST);
    }

    @Test
    void what_is_no_utf_8_is_malformed() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() ->
                        RequestBodies.parse(
                                "{\"é\":1}".getBytes(ISO_8859_1), STUDIO, "application/json"))
                .extracting(Refusal::code)
                .isEqualTo(SW_MALFORMED_REQUEST);
    }

    @Test
    void nesting_without_end_is_malformed() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() ->
                        RequestBodies.parse(bytes("[".repeat(100_000)), STUDIO, "application/json"))
                .extracting(Refusal::code)
                .isEqualTo(SW_MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"enabled\":true,\"nobody\":1}|/nobody",
                "{\"enabled\":\"true\"}|/enabled",
                "{\"allowlist\":{\"roles\":[\"a\",\"\"]}}|/allowlist/roles/1",
                "{\"allowlist\":{\"roles\":[\"a\\u0000\"]}}|/allowlist/roles/0",
                "{\"allowlist\":{\"roles\":[\"\\ud800\"]}}|/allowlist/roles/0",
                "{\"a/b~c\":\"\\u0000\"}|/a~1b~0c",
            })
    void what_is_wrong_is_told_by_its_pointer(String body, String pointer) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> RequestBodies.parse(bytes(body), STUDIO, "application/json"))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(SW_VALIDATION_FAILED);
                    assertThat(e.details()).extracting(Refusal.Detail::field).contains(pointer);
                });
    }

    private static MockHttpServletRequest request(@Nullable String type) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContentType(type);
        return request;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Operation operation(String method, String path) {
        return DOCUMENT.operations().stream()
                .filter(o -> o.method().equals(method))
                .filter(o -> String.join("/", o.template()).equals(path))
                .findFirst()
                .orElseThrow();
    }
}
