package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Deployment;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.Wire;
import com.scaiwave.admin.testkit.Together;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Section 1: if the server closes a connection, its last response announces that. The tests wait
 * most of the time, so they run beside other classes.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Deployment.UNDISTURBED, mode = ResourceAccessMode.READ)
class ClosedConnectionTest {

    private static final int LIMIT = 16 * 1024;
    private static final String STUDIO = "GET /v1/admin/prompt-studio HTTP/1.1";

    private static Tenant tenant;

    @BeforeAll
    static void a_tenant() {
        tenant = Fleet.tenant();
    }

    static Stream<Arguments> doubtful() {
        return Stream.of(
                bad(400, Wire.head("POST /v1/admin/models/%zz/enable HTTP/1.1")),
                bad(400, Wire.head("GET /v1/admin/prompt-studio HTTP/2.0")),
                bad(400, Wire.head("GET /v1/admin/prompt-studio HTTP/3.0")),
                bad(400, Wire.head("GET /v1/admin/prompt-studio HTTP/1.7")),
                bad(400, Wire.head("GET /v1/admin/prompt-studio FTP/1.1")),
                bad(400, Wire.head("GET /v1/admin/prompt-studio")),
                bad(400, Wire.head("G\u0001T /v1/admin/prompt-studio HTTP/1.1")),
                bad(400, Wire.head("G T /v1/admin/prompt-studio HTTP/1.1")),
                bad(400, Wire.head("\u0016\u0003\u0001 hello")),
                bad(400, Wire.head("GET /v1/admin/prompt-\u0001studio HTTP/1.1")),
                bad(400, Wire.head("GET /docs#fragment HTTP/1.1")),
                bad(400, Wire.head(STUDIO, "Host: y")),
                bad(400, Wire.head(STUDIO, "X-A: \u0001")),
                bad(400, Wire.head(STUDIO, "X-\u0001A: 1")),
                bad(400, Wire.head(STUDIO, "no colon")),
                bad(400, Wire.head(STUDIO, " folded: 1")),
                bad(400, Wire.head(STUDIO, "Transfer-Encoding: gzip")),
                bad(400, Wire.head(STUDIO, "Content-Length: 1", "Content-Length: 2")),
                bad(400, Wire.head(STUDIO, "Content-Length: x")),
                bad(400, "GET /docs HTTP/1.1\r\n\r\n"),
                bad(431, Wire.head(STUDIO, "X-Long: " + "x".repeat(LIMIT))),
                bad(431, Wire.head(STUDIO, "Authorization: Bearer " + "x".repeat(17_000))),
                bad(431, Wire.head(STUDIO, many("X-Many: 1", 2000))),
                bad(431, Wire.head("GET /v1/admin/models/" + "x".repeat(LIMIT) + " HTTP/1.1")),
                bad(431, Wire.head("GET /docs?" + "x".repeat(LIMIT) + " HTTP/1.1")));
    }

    private static String[] many(String header, int count) {
        return Stream.generate(() -> header).limit(count).toArray(String[]::new);
    }

    private static Arguments bad(int status, String message) {
        return Arguments.of(status, message);
    }

    @ParameterizedTest
    @MethodSource("doubtful")
    @Tag("split")
    void what_can_not_be_understood_is_answered_before_the_connection_is_closed(
            int status, String message) throws IOException {
        try (Wire wire = Wire.open()) {
            Response answer = wire.send(message).answer();

            answer.expectError(
                    status, status == 400 ? "SW_MALFORMED_REQUEST" : "SW_HEADERS_TOO_LARGE");
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 40, 1000})
    void head_and_request_line_may_have_16_kib(int more) throws IOException {
        String token = "Authorization: Bearer " + tenant.admin().token();
        int used = Wire.head(STUDIO, token, "X-Long: ").length();
        String head = Wire.head(STUDIO, token, "X-Long: " + "x".repeat(LIMIT + more - used));
        try (Wire wire = Wire.open()) {
            wire.send(head).answer("GET", "/v1/admin/prompt-studio").expect(more <= 0 ? 200 : 431);
        }
    }

    /** The server may wait for the body first or not; in both cases the response must be right. */
    @Test
    void a_response_before_the_end_of_a_body_ends_the_connection() {
        String put = "PUT /v1/admin/ai-config HTTP/1.1";
        List<String> unsent =
                List.of(
                        Wire.head(put, "Content-Length: 5000000"),
                        Wire.head(put, "Content-Length: 1000") + "{",
                        Wire.head(put, "Transfer-Encoding: chunked"),
                        Wire.head(put, "Expect: 100-continue", "Content-Length: 10"),
                        Wire.head("GET /docs HTTP/1.1", "Content-Length: 10") + "1");
        Together.times(unsent.size(), n -> assertEndsTheConnection(unsent.get(n)));
    }

    private static Response assertEndsTheConnection(String message) {
        try (Wire wire = Wire.open()) {
            Response answer = wire.send(message).answer();

            answer.assertStatus().isIn(200, 401, 408, 413);
            assertThat(answer.header("Connection")).as(message).isEqualTo("close");
            assertThat(wire.isClosed()).as(message).isTrue();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(message, e);
        }
    }

    /** A client that sends all of its body before it reads must not lose the answer. */
    @ParameterizedTest
    @ValueSource(ints = {300_000, 1_100_000, 3_000_000})
    @Tag("split")
    void a_body_that_is_too_large_is_answered_however_late_the_client_reads(int length)
            throws IOException {
        String head =
                Wire.head(
                        "PUT /v1/admin/ai-config HTTP/1.1",
                        "Authorization: Bearer " + tenant.admin().token(),
                        "Content-Type: application/json",
                        "Content-Length: " + length);
        try (Wire wire = Wire.open()) {
            wire.send(head);
            for (int sent = 0; sent < length; sent += 100_000) {
                wire.send(" ".repeat(100_000));
            }
            wire.answer().expectError(413, "SW_CONTENT_TOO_LARGE");
        }
    }

    @Test
    void an_error_of_a_request_that_is_there_as_a_whole_leaves_the_connection_open()
            throws IOException {
        try (Wire wire = Wire.open()) {
            for (int n = 0; n < 3; n++) {
                String head = Wire.head("PUT /v1/admin/ai-config HTTP/1.1", "Content-Length: 2");
                Response answer = wire.send(head + "{}").answer();

                answer.expectError(401, "SW_AUTH_INVALID_TOKEN");
                assertThat(answer.headers("Connection")).isEmpty();
                wire.send(Wire.head("GET /v1/nothing HTTP/1.1")).answer().expect(401);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void a_browser_that_is_sent_to_the_server_is_sent_on_to_the_documentation(String method) {
        Response response = Api.anonymous().request(method, "/").send().expect(302);

        assertThat(response.location()).isEqualTo("/docs");
        Api.anonymous().get(response.location()).send().expect(200);
        Api.anonymous().post("/").send().expectError(405, "SW_METHOD_NOT_ALLOWED");
        Api.anonymous().get("/index.html").send().expect(401);
    }
}
