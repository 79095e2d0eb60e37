package com.scaiwave.admin.split.gateway;

import static com.scaiwave.admin.split.gateway.FakeNode.chunk;
import static com.scaiwave.admin.split.gateway.FakeNode.events;
import static com.scaiwave.admin.split.gateway.FakeNode.http;
import static com.scaiwave.admin.split.gateway.FakeNode.ok;
import static com.scaiwave.admin.split.gateway.RawClient.exchange;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.split.gateway.FakeNode.Gone;
import com.scaiwave.admin.split.gateway.FakeNode.Seen;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway forwards and what it returns, while all nodes work. */
@NullMarked
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayTest {
    @AutoClose private final StartedGateway gateway = new StartedGateway();

    @BeforeAll
    void start() throws Exception {
        gateway.awaitReadiness("200");
    }

    @BeforeEach
    void forget() {
        gateway.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void reads_go_to_the_query_side(String method) throws Exception {
        assertThat(gateway.send(method, "/v1/admin/ai-config")).startsWith("HTTP/1.1 200");

        assertOnly(gateway.queries(), method + " /v1/admin/ai-config HTTP/1.1");
        assertThat(gateway.commands()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "MKCOL"})
    void everything_else_goes_to_the_command_side(String method) throws Exception {
        gateway.commandsAnswer(
                (_, out) -> out.write(http("HTTP/1.1 401 No\nContent-Length: 2\n\n{}")));

        String answer = gateway.send(method, "/v1/admin/ai-config");

        assertThat(answer).startsWith("HTTP/1.1 401").endsWith("\n\n{}\n");
        assertThat(answer).doesNotContain("Allow:");
        assertOnly(gateway.commands(), method + " /v1/admin/ai-config HTTP/1.1");
        assertThat(gateway.queries()).isEmpty();
    }

    @Test
    void nodes_take_turns() throws Exception {
        for (int i = 0; i < 6; i++) {
            gateway.send("GET", "/v1/admin/stats");
        }

        assertThat(gateway.query1.seen()).hasSize(3);
        assertThat(gateway.query2.seen()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/admin/models/mistralai%2Fvoxtral-small-latest/enable",
                "/v1/admin/models/a%252Fb/enable",
                "/v1/admin/models/a;b=c/enable",
                "/v1/admin/../admin/./models/enable",
                "/v1/admin/models/..%2f..%2Fsecret/enable",
                "//v1//admin/models",
                "/v1/admin/models/%C3%A9%e2%82%ac/enable",
                "/v1/admin/models/a|b^c\"d<e>`{f}/enable",
                "/v1/admin/audit?since=2026-05-17T10:21:00%2B02:00&q=a+b&q=%2B&&x",
                "/v1/admin/audit?q=%zz&q=a%26b=c|d",
                "/v1/admin/audit?",
                "/forward?x=1",
                "/error",
                "/docs",
                "/v1/openapi.json"
            })
    void path_and_query_arrive_as_they_were_sent(String target) throws Exception {
        gateway.send("GET", target);
        gateway.send("POST", target);

        String expected = target.endsWith("?") ? target.substring(0, target.length() - 1) : target;
        assertThat(gateway.queries())
                .singleElement()
                .extracting(Seen::line)
                .isIn("GET " + target + " HTTP/1.1", "GET " + expected + " HTTP/1.1");
        assertThat(gateway.commands()).hasSize(1);
    }

    @Test
    void an_answer_is_passed_on_as_it_is() throws Exception {
        gateway.queriesAnswer((_, out) ->
                out.write(
                        ok(
                                "{\"data\": 1}",
                                "ETag: \"7\"",
                                "Cache-Control: no-cache",
                                "X-Request-Id: abc",
                                "X-Twice: 1",
                                "X-Twice: 2")));

        String answer = gateway.send("GET", "/v1/admin/ai-config", "If-None-Match: \"7\"");

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("ETag: \"7\"\n", "Cache-Control: no-cache\n", "X-Request-Id: abc\n")
                .contains("X-Twice: 1\n", "X-Twice: 2\n", "Content-Length: 11\n")
                .endsWith("\n\n{\"data\": 1}\n");
        assertThat(answer.split("X-Request-Id", -1)).hasSize(2);
    }

    @Test
    void the_answer_to_head_has_no_body() throws Exception {
        gateway.queriesAnswer(
                (_, out) -> out.write(http("HTTP/1.1 200 OK\nContent-Length: 11\n\n")));

        String answer = gateway.send("HEAD", "/v1/admin/ai-config");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("Content-Length: 11\n");
        assertThat(answer.substring(answer.indexOf("\n\n"))).isBlank();
    }

    @Test
    void headers_of_a_connection_stay_on_it() throws Exception {
        gateway.queriesAnswer((_, out) ->
                out.write(ok("{}", "Connection: X-Inner", "X-Inner: 1", "Keep-Alive: timeout=9")));

        String answer =
                gateway.send(
                        "GET",
                        "/v1/admin/ai-config",
                        "Connection: X-Mine",
                        "X-Mine: 1",
                        "TE: trailers",
                        "Proxy-Authorization: Basic eA==",
                        "Authorization: Bearer a",
                        "Accept: application/json, text/*;q=0.1");

        assertThat(answer).doesNotContain("X-Inner", "Keep-Alive");
        Seen seen = gateway.queries().getFirst();
        assertWithout(seen, "X-Mine", "TE", "Proxy-Authorization", "Upgrade", "User-Agent");
        assertThat(seen.values("Authorization")).containsExactly("Bearer a");
        assertThat(seen.values("Accept")).containsExactly("application/json, text/*;q=0.1");
    }

    @Test
    void a_client_can_not_say_where_it_is() throws Exception {
        gateway.send(
                "GET",
                "/v1/admin/ai-config",
                "X-Forwarded-For: 203.0.113.7",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: gopher",
                "Forwarded: for=203.0.113.7");

        Seen seen = gateway.queries().getFirst();
        assertThat(seen.values("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen.headers()).noneMatch(h -> h.contains("203.0.113.7") || h.contains("evil"));
    }

    @Test
    void a_proxy_in_front_can_say_where_its_client_is() throws Exception {
        try (var behindProxy =
                new StartedGateway("--scaiwave.gateway.trusted-proxies=127.0.0.0/8")) {
            behindProxy.send(
                    "GET", "/v1/admin/ai-config", "X-Forwarded-For: 10.9.9.9, 203.0.113.7");

            assertThat(behindProxy.queries().getFirst().values("X-Forwarded-For"))
                    .containsExactly("203.0.113.7");
        }
    }

    @Test
    void a_request_has_one_id_on_both_sides_of_the_gateway() throws Exception {
        gateway.send("GET", "/v1/admin/ai-config", "X-Request-Id: mine");
        gateway.send("GET", "/v1/admin/ai-config", "X-Request-Id: not fit");

        assertThat(gateway.queries())
                .anyMatch(s -> s.values("X-Request-Id").equals(List.of("mine")));
        assertThat(gateway.queries())
                .noneMatch(s -> s.values("X-Request-Id").equals(List.of("not fit")));
        assertThat(gateway.queries()).allMatch(s -> s.values("X-Request-Id").size() == 1);
    }

    @Test
    void a_body_passes_whole_with_the_type_that_it_has() throws Exception {
        try (var client =
                gateway.begin(
                        "POST",
                        "/v1/platform/events",
                        "Connection: close",
                        "Content-Type: application/cloudevents+json",
                        "Content-Length: 1048576")) {
            client.send(new byte[1024 * 1024]);

            assertThat(client.rest()).startsWith("HTTP/1.1 200");
        }
        Seen seen = gateway.commands().getFirst();
        assertThat(seen.bodyBytes()).isEqualTo(1024 * 1024);
        assertThat(seen.values("Content-Type")).containsExactly("application/cloudevents+json");
        assertThat(seen.values("Content-Length")).containsExactly("1048576");
        assertWithout(seen, "Transfer-Encoding");
    }

    @Test
    void of_a_body_that_no_endpoint_takes_the_side_gets_enough_to_say_so() throws Exception {
        gateway.commandsAnswer(
                (_, out) -> out.write(http("HTTP/1.1 413 No\nContent-Length: 0\n\n")));
        try (var client =
                gateway.begin(
                        "POST",
                        "/v1/platform/events",
                        "Connection: close",
                        "Content-Length: 2097152")) {
            client.send(new byte[2 * 1024 * 1024]);

            assertThat(client.rest()).startsWith("HTTP/1.1 413");
        }
        assertThat(gateway.commands().getFirst().bodyBytes()).isEqualTo(1024 * 1024 + 1);
    }

    @Test
    void a_client_that_asks_before_it_sends_a_body_is_told_to() throws Exception {
        try (var client =
                gateway.begin(
                        "PUT",
                        "/v1/admin/ai-config",
                        "Connection: close",
                        "Expect: 100-continue",
                        "Content-Length: 2")) {
            assertThat(client.head()).first().asString().startsWith("HTTP/1.1 100");
            client.send("{}");

            assertThat(client.rest()).startsWith("HTTP/1.1 200");
        }
        assertWithout(gateway.commands().getFirst(), "Expect");
        assertThat(gateway.commands().getFirst().bodyBytes()).isEqualTo(2);
    }

    @Test
    void an_event_reaches_the_client_before_there_is_a_next_one() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        gateway.queriesAnswer((_, out) -> {
            out.write(events());
            out.write(chunk("data: 1\n\n"));
            received.await();
            out.write(chunk("data: 2\n\n"));
            out.write(chunk(""));
        });

        try (var client =
                gateway.begin(
                        "GET",
                        "/v1/admin/events",
                        "Connection: close",
                        "Accept: text/event-stream")) {
            client.upTo("data: 1");
            received.countDown();
            client.upTo("data: 2");
            client.rest();
        }
    }

    @Test
    void a_client_that_goes_ends_its_event_stream() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        gateway.queriesAnswer((_, out) -> {
            out.write(events());
            try {
                while (true) {
                    out.write(chunk(": beat\n\n"));
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            } catch (IOException e) {
                ended.countDown();
                throw e;
            }
        });

        try (var client = gateway.begin("GET", "/v1/admin/events")) {
            client.upTo(": beat");
        }

        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** The node sends headers without end, to see when the gateway stops reading them. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/admin/audit", "/v1/admin/events"})
    void a_client_that_goes_ends_its_read_before_that_is_answered(String path) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        gateway.queriesAnswer((_, out) -> {
            try {
                out.write(http("HTTP/1.1 200 OK\n"));
                while (true) {
                    out.write(http("X-More: 1\n"));
                    begun.countDown();
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            } catch (IOException e) {
                ended.countDown();
                throw e;
            }
        });

        try (var _ = gateway.begin("GET", path)) {
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        }

        // Long before the gateway gives up the node, or has read too many headers.
        assertThat(ended.await(3, TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.queries()).hasSize(1);
        gateway.reset();
        for (int n = 0; n < 4; n++) {
            gateway.send("GET", path);
        }
        assertThat(gateway.query1.seen()).hasSize(2);
        assertThat(gateway.query2.seen()).hasSize(2);
    }

    @Test
    void an_answer_that_breaks_off_does_not_look_complete() throws Exception {
        gateway.queriesAnswer((_, out) -> {
            out.write(events());
            out.write(chunk(": beat\n\n"));
            throw new Gone();
        });

        String answer = gateway.send("GET", "/v1/admin/events");

        assertThat(answer).doesNotEndWith("0\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/admin/models/%zz%/enable", "/v1/admin/models/a%00b/enable"})
    void a_path_that_is_none_goes_to_no_side(String target) throws Exception {
        assertThat(gateway.send("GET", target))
                .startsWith("HTTP/1.1 400")
                .contains("SW_MALFORMED_REQUEST", "X-Request-Id: ");

        assertThat(gateway.queries()).isEmpty();
    }

    @Test
    void what_can_be_read_in_two_ways_goes_to_no_side() throws Exception {
        String answer =
                exchange(
                        gateway.port(),
                        """
                        POST /v1/admin/partners HTTP/1.1
                        Host: x
                        Content-Length: 5
                        Transfer-Encoding: chunked

                        0

                        """);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("SW_MALFORMED_REQUEST");
        assertThat(gateway.commands()).isEmpty();
    }

    @Test
    void whoever_asks_for_more_health_asks_the_query_side() throws Exception {
        gateway.send("GET", "/actuator/health");
        gateway.send("GET", "/actuator/prometheus");

        assertThat(gateway.queries()).hasSize(2);
    }

    private static void assertWithout(Seen request, String... headers) {
        for (String header : headers) {
            assertThat(request.values(header)).as("%s", header).isEmpty();
        }
    }

    private static void assertOnly(List<Seen> requests, String line) {
        assertThat(requests).singleElement().extracting(Seen::line).isEqualTo(line);
    }
}
