package com.scaiwave.admin.split.gateway;

import static com.scaiwave.admin.split.gateway.FakeNode.chunk;
import static com.scaiwave.admin.split.gateway.FakeNode.events;
import static com.scaiwave.admin.split.gateway.FakeNode.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.split.gateway.FakeNode.Gone;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway does when nodes do not answer, or when it is told to stop. */
@NullMarked
@Timeout(60)
@Order(1)
class NodesDownTest {
    @AutoClose
    private final StartedGateway gateway =
            new StartedGateway("--scaiwave.gateway.answer-timeout=20s");

    @BeforeEach
    void start() throws Exception {
        gateway.awaitReadiness("200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT"})
    void a_node_that_is_down_is_left_out(String method) throws Exception {
        gateway.query1.close();
        gateway.command1.close();

        for (int i = 0; i < 6; i++) {
            assertThat(gateway.send(method, "/v1/admin/ai-config")).startsWith("HTTP/1.1 200");
        }

        assertThat(method.equals("GET") ? gateway.query2.seen() : gateway.command2.seen())
                .hasSize(6);
    }

    @Test
    void a_node_that_is_not_ready_gets_nothing_while_another_one_is() throws Exception {
        gateway.query1.isReady(false);
        gateway.query1.awaitProbedTwice();

        for (int i = 0; i < 6; i++) {
            gateway.send("GET", "/v1/admin/ai-config");
        }

        assertThat(gateway.query1.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "POST"})
    void without_any_node_it_says_so_soon_and_as_the_service_does(String method) throws Exception {
        gateway.nodes().forEach(FakeNode::close);
        Instant before = Instant.now();

        String answer = gateway.send(method, "/v1/admin/ai-config", "X-Request-Id: mine");

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(answer)
                .startsWith("HTTP/1.1 503")
                .contains(
                        "X-Request-Id: mine\n",
                        "X-Content-Type-Options: nosniff\n",
                        "Cache-Control: no-store\n",
                        "Content-Type: application/json\n",
                        "Retry-After: 1\n",
                        "\"code\":\"SW_UNAVAILABLE\"",
                        "\"request_id\":\"mine\"");
        gateway.awaitReadiness("503");
    }

    @Test
    void a_write_that_was_sent_is_not_sent_again() throws Exception {
        gateway.commandsAnswer((_, _) -> {
            throw new Gone();
        });

        assertThat(gateway.send("POST", "/v1/admin/partners"))
                .startsWith("HTTP/1.1 503")
                .contains("SW_UNAVAILABLE");

        assertThat(gateway.commands()).hasSize(1);
    }

    @Test
    void a_read_that_broke_is_sent_once_more() throws Exception {
        gateway.query1.answers((_, _) -> {
            throw new Gone();
        });

        for (int i = 0; i < 4; i++) {
            assertThat(gateway.send("GET", "/v1/admin/partners")).startsWith("HTTP/1.1 200");
        }
        gateway.queriesAnswer((_, _) -> {
            throw new Gone();
        });
        int sent = gateway.queries().size();
        assertThat(gateway.send("GET", "/v1/admin/partners")).startsWith("HTTP/1.1 503");
        assertThat(gateway.queries()).hasSize(sent + 2);
    }

    @Test
    void a_connection_that_a_node_has_closed_is_not_used_for_a_write() throws Exception {
        gateway.commandsAnswer((_, out) -> {
            out.write(ok("{}"));
            throw new Gone();
        });

        for (int i = 0; i < 40; i++) {
            assertThat(gateway.send("POST", "/v1/admin/partners")).startsWith("HTTP/1.1 200");
        }

        assertThat(gateway.commands()).hasSize(40);
    }

    @Test
    void a_node_that_does_not_answer_is_not_waited_for() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (var impatient = new StartedGateway("--scaiwave.gateway.answer-timeout=1s")) {
            impatient.commandsAnswer((_, _) -> never.await());

            assertThat(impatient.send("POST", "/v1/admin/partners"))
                    .startsWith("HTTP/1.1 503")
                    .contains("SW_UNAVAILABLE");

            assertThat(impatient.commands()).hasSize(1);
        } finally {
            never.countDown();
        }
    }

    @Test
    void it_is_ready_when_both_sides_are() throws Exception {
        assertThat(gateway.send("GET", "/actuator/health/readiness"))
                .startsWith("HTTP/1.1 200")
                .contains("X-Request-Id: ", "X-Content-Type-Options: nosniff");

        gateway.command1.isReady(false);
        gateway.command2.isReady(false);
        gateway.awaitReadiness("503");
        assertThat(gateway.send("GET", "/actuator/health/liveness")).startsWith("HTTP/1.1 200");
        gateway.command2.isReady(true);
        gateway.awaitReadiness("200");
        assertThat(gateway.queries()).isEmpty();
    }

    @Test
    void a_request_in_flight_is_finished_and_an_event_stream_ends_when_it_stops() throws Exception {
        CountDownLatch arrived = new CountDownLatch(2);
        CountDownLatch stopping = new CountDownLatch(1);
        gateway.commandsAnswer((_, out) -> {
            arrived.countDown();
            stopping.await();
            out.write(ok("{\"late\": true}"));
        });
        gateway.queriesAnswer((_, out) -> {
            out.write(events());
            out.write(chunk(": beat\n\n"));
            arrived.countDown();
            new CountDownLatch(1).await();
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                var stream = gateway.begin("GET", "/v1/admin/events")) {
            stream.upTo(": beat");
            Future<String> write = threads.submit(() -> gateway.send("POST", "/v1/admin/partners"));
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

            Future<?> stopped = threads.submit(gateway::stop);
            stream.rest();
            boolean early = write.isDone();
            stopping.countDown();

            assertThat(early).isFalse();
            assertThat(write.get(20, TimeUnit.SECONDS)).startsWith("HTTP/1.1 200").contains("late");
            stopped.get(20, TimeUnit.SECONDS);
        }
    }
}
