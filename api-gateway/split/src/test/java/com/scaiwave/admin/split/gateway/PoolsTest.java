package com.scaiwave.admin.split.gateway;

import static com.scaiwave.admin.split.gateway.FakeNode.chunk;
import static com.scaiwave.admin.split.gateway.FakeNode.events;
import static com.scaiwave.admin.split.gateway.FakeNode.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Streams, requests and probes have connections of their own, and a slow node is not a lost one.
 */
@NullMarked
@Timeout(60)
@Order(1)
class PoolsTest {
    /**
     * Between requests of a test that sends some for seconds, so that no core is busy with them.
     */
    private static final long PAUSE_NANOS = 20_000_000;

    private final CountDownLatch released = new CountDownLatch(1);
    private final StartedGateway gateway =
            new StartedGateway(
                    "--scaiwave.gateway.answer-timeout=2s",
                    "--scaiwave.gateway.connections-per-node=2",
                    "--scaiwave.gateway.streams-per-node=4");

    @BeforeEach
    void start() throws Exception {
        gateway.awaitReadiness("200");
    }

    @AfterEach
    void stop() {
        released.countDown();
        gateway.close();
    }

    @Test
    void streams_take_no_connection_from_reads_and_probes() throws Exception {
        List<RawClient> streams = new ArrayList<>();
        gateway.queriesAnswer((request, out) -> {
            if (request.line().contains("/events")) {
                out.write(events());
                out.write(chunk(": beat\n\n"));
                released.await();
            } else {
                out.write(ok("{}"));
            }
        });
        try {
            for (int n = 0; n < 8; n++) {
                streams.add(stream(n % 2 == 0 ? "text/*" : "text/event-stream, */*;q=0.1"));
                streams.getLast().upTo(": beat");
            }
            // Longer than an answer may take to begin, and than a probe takes to fail.
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
            while (System.nanoTime() < end) {
                assertThat(gateway.send("GET", "/v1/admin/stats")).startsWith("HTTP/1.1 200");
                assertThat(gateway.send("GET", "/actuator/health/readiness"))
                        .startsWith("HTTP/1.1 200");
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            try (RawClient oneMore = stream("text/event-stream")) {
                assertThat(oneMore.head()).first().asString().startsWith("HTTP/1.1 503");
            }
        } finally {
            for (RawClient stream : streams) {
                stream.close();
            }
        }
    }

    private RawClient stream(String accept) throws Exception {
        return gateway.begin("GET", "/v1/admin/events", "Accept: " + accept);
    }

    @Test
    void a_stream_that_does_not_begin_is_not_waited_for() throws Exception {
        gateway.queriesAnswer((_, _) -> released.await());

        long start = System.nanoTime();
        try (RawClient stream = stream("text/event-stream")) {
            assertThat(stream.head()).first().asString().startsWith("HTTP/1.1 503");
        }

        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    void a_node_that_is_slow_for_one_request_is_not_lost() throws Exception {
        gateway.query2.close();
        gateway.awaitReadiness("200");
        gateway.query1.answers((request, out) -> {
            if (request.line().contains("/audit")) {
                released.await();
            } else {
                out.write(ok("{}"));
            }
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> slow = threads.submit(() -> gateway.send("GET", "/v1/admin/audit"));
            while (!slow.isDone()) {
                assertThat(gateway.send("GET", "/actuator/health/readiness"))
                        .startsWith("HTTP/1.1 200");
                assertThat(gateway.send("GET", "/v1/admin/stats")).startsWith("HTTP/1.1 200");
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            assertThat(slow.get()).startsWith("HTTP/1.1 503").doesNotContain("may have been");
            assertThat(gateway.send("GET", "/actuator/health/readiness"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void only_a_write_that_was_lost_may_have_been_applied() throws Exception {
        gateway.commandsAnswer((_, _) -> released.await());

        assertThat(gateway.send("PUT", "/v1/admin/ai-config"))
                .startsWith("HTTP/1.1 503")
                .contains("the write may have been applied");
    }
}
