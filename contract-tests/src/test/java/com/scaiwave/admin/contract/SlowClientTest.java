package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Deployment;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.Tokens;
import com.scaiwave.admin.contract.harness.Wire;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Section 1: clients that send or read slowly. They wait most of the time, so they run beside other
 * classes.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ResourceLock(value = Deployment.UNDISTURBED, mode = ResourceAccessMode.READ)
class SlowClientTest {

    private static final String PUT = "PUT /v1/admin/prompt-studio HTTP/1.1";
    private static final String JSON = "Content-Type: application/json";

    private final Tenant tenant = Fleet.tenant();
    private final String token = "Authorization: Bearer " + tenant.admin().token();

    /** These take long, so they run together. */
    @Test
    @Tag("split")
    @Execution(ExecutionMode.CONCURRENT)
    void a_body_that_arrives_slower_than_1_kib_in_10_s_is_answered() throws Exception {
        String service = "Authorization: Bearer " + Tokens.service();
        String events = "POST /v1/platform/events HTTP/1.1";
        together(
                List.of(
                        () -> late(Wire.head(PUT, token, JSON, "Content-Length: 1000"), " "),
                        () -> late(Wire.head(PUT, token, JSON, "Content-Length: 1000") + " ", ""),
                        () -> late(Wire.head(PUT, token, JSON, "Content-Length: 1000"), ""),
                        () -> late(Wire.head(PUT, token, JSON, "Content-Length: 200000"), " "),
                        () -> late(Wire.head(PUT, token, JSON, chunked()), "1\r\n \r\n"),
                        () -> late(Wire.head(PUT, token, JSON, chunked()), ""),
                        () -> late(Wire.head(PUT, token, JSON, chunked()) + chunk(200_000), ""),
                        () ->
                                late(
                                        Wire.head(events, service, JSON, chunked())
                                                + chunk(512 * 1024),
                                        ""),
                        this::tooLargeWithoutEnd,
                        this::slowAndSteady,
                        this::idle));
    }

    private static String chunked() {
        return "Transfer-Encoding: chunked";
    }

    private static String chunk(int length) {
        return Integer.toHexString(length) + "\r\n" + " ".repeat(length) + "\r\n";
    }

    /** Sends the beginning of a request, then a little each second, until there is an answer. */
    private static Void late(String beginning, String more) throws Exception {
        long start = System.nanoTime();
        try (Wire wire = Wire.open().send(beginning);
                ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> answer = reader.submit(() -> wire.answer());
            while (!answer.isDone()) {
                wire.send(more);
                LockSupport.parkNanos(1_000_000_000);
            }
            Response response = answer.get();
            response.expectError(408, "SW_REQUEST_TIMEOUT");
            assertThat(response.header("Connection")).isEqualTo("close");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(30));
            assertThat(wire.isClosed()).isTrue();
        }
        return null;
    }

    private Void tooLargeWithoutEnd() throws IOException {
        long start = System.nanoTime();
        try (Wire wire = Wire.open()) {
            String head = Wire.head(PUT, token, JSON, chunked());
            Response response = wire.send(head + chunk(512 * 1024)).answer();

            response.expectError(413, "SW_CONTENT_TOO_LARGE");
            assertThat(response.header("Connection")).isEqualTo("close");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(8));
        }
        return null;
    }

    /** Sends 250 bytes a second, which is more than 1 KiB in 10 s. */
    private Void slowAndSteady() throws IOException {
        String body = " ".repeat(4000) + "{}";
        try (Wire wire = Wire.open()) {
            wire.send(Wire.head(PUT, token, JSON, "Content-Length: " + body.length()));
            for (int at = 0; at < body.length(); at += 250) {
                wire.send(body.substring(at, Math.min(body.length(), at + 250)));
                LockSupport.parkNanos(1_000_000_000);
            }
            wire.answer("PUT", "/v1/admin/prompt-studio").expectUnchanged();
        }
        return null;
    }

    /** A load balancer keeps idle connections. */
    private Void idle() throws IOException {
        try (Wire wire = Wire.open()) {
            wire.send(Wire.head("GET /docs HTTP/1.1")).answer().expect(200);
            LockSupport.parkNanos(Duration.ofSeconds(25).toNanos());
            wire.send(Wire.head("GET /docs HTTP/1.1")).answer().expect(200);
        }
        return null;
    }

    /**
     * Each client has a tenant of its own, since a tenant has a limited share of the memory for
     * answers.
     */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void a_client_that_reads_nothing_or_a_byte_a_second_is_cut_off_and_a_steady_one_is_not()
            throws Exception {
        String page = "GET /v1/admin/audit?limit=1000 HTTP/1.1";
        String stream = "GET /v1/admin/events?after=0 HTTP/1.1";
        String unreadPage = Wire.head(page, full());
        String unreadStream = Wire.head(stream, full(), "Accept: text/event-stream");
        String trickle = Wire.head(page, full());
        String steady = Wire.head(page, full(), "Connection: close");
        together(
                List.of(
                        () -> unread(unreadPage),
                        () -> unread(unreadStream),
                        () -> trickledOut(trickle),
                        () -> steadilyRead(steady)));
    }

    /** The token of a tenant whose audit log does not fit on a page. */
    private static String full() {
        Api admin = Fleet.tenant().admin();
        for (int n = 0; n < 16; n++) {
            admin.put("/v1/admin/ai-config").json(large(n)).send().expectChanged();
        }
        return "Authorization: Bearer " + admin.token();
    }

    private static Object large(int n) {
        return Json.object(
                "system_prompt_templates",
                IntStream.range(0, 12)
                        .mapToObj(t ->
                                Json.object(
                                        "name",
                                        "T" + t,
                                        "prompt",
                                        "%02d".formatted(n).repeat(9000)))
                        .toList());
    }

    /** A client that reads nothing notices that it was cut off when it sends something. */
    private static Void unread(String request) throws IOException {
        try (Wire wire = Wire.narrow().send(request)) {
            expectOk(wire);
            assertThat(cutAfter(wire, false)).isBetween(8L, 60L);
        }
        return null;
    }

    private static Void trickledOut(String request) throws IOException {
        try (Wire wire = Wire.narrow().send(request)) {
            expectOk(wire);
            assertThat(cutAfter(wire, true)).isBetween(8L, 60L);
        }
        return null;
    }

    private static void expectOk(Wire wire) throws IOException {
        assertThat(wire.status()).isEqualTo(200);
    }

    private static long cutAfter(Wire wire, boolean reading) throws IOException {
        for (long seconds = 0; seconds < 90; seconds++) {
            try {
                if (reading) {
                    assertThat(wire.read()).isNotNegative();
                }
                wire.send("\r\n");
            } catch (SocketException e) {
                return seconds;
            }
            LockSupport.parkNanos(1_000_000_000);
        }
        throw new AssertionError("it was not cut off");
    }

    private static Void steadilyRead(String request) throws IOException {
        int all = 0;
        try (Wire wire = Wire.open().send(request)) {
            for (int read = wire.read(50_000); read > 0; read = wire.read(50_000)) {
                all += read;
                LockSupport.parkNanos(500_000_000);
            }
        }
        assertThat(all).isGreaterThan(1_000_000);
        return null;
    }

    private static void together(List<Callable<Void>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
    }
}
