package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Section 1: a great number of clients that are slow, or stay, and other clients at the same time.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyClientsTest {

    private final Tenant tenant = Fleet.tenant();
    private final String token = "Authorization: Bearer " + tenant.admin().token();

    @Test
    void a_thousand_slow_bodies_keep_nobody_else_waiting() throws Exception {
        List<Wire> slow = new ArrayList<>();
        try {
            for (int n = 0; n < 1000; n++) {
                slow.add(
                        Wire.open()
                                .send(
                                        Wire.head(
                                                        "PUT " + Given.STUDIO + " HTTP/1.1",
                                                        token,
                                                        "Content-Type: application/json",
                                                        "Content-Length: 1000")
                                                + "{"));
            }
            everythingElseWorks();
            for (Wire wire : slow) {
                wire.answer().expectError(408, "SW_REQUEST_TIMEOUT");
            }
        } finally {
            for (Wire wire : slow) {
                wire.close();
            }
        }
    }

    @Test
    void five_hundred_open_streams_keep_nobody_else_waiting() throws Exception {
        List<Api> admins = Stream.generate(() -> Fleet.tenant().admin()).limit(16).toList();
        admins.forEach(admin ->
                admin.put(Given.STUDIO).json(Json.object("enabled", true)).send().expectChanged());
        List<Wire> streams = new ArrayList<>();
        try {
            for (int wave = 0; wave < 16; wave++) {
                List<String> heads =
                        admins.stream()
                                .flatMap(admin ->
                                        Stream.of("text/*", "text/event-stream")
                                                .map(accepted -> streamHead(admin, accepted)))
                                .toList();
                for (String head : heads) {
                    streams.add(Wire.open().send(head));
                }
                // Each wave is open before the next one, since a slow machine would refuse many.
                for (int n = 0; n < heads.size(); n++) {
                    int at = wave * heads.size() + n;
                    streams.set(at, opened(streams.get(at), heads.get(n)));
                }
            }
            everythingElseWorks();
        } finally {
            for (Wire stream : streams) {
                stream.close();
            }
        }
    }

    private static String streamHead(Api admin, String accepted) {
        return Wire.head(
                "GET /v1/admin/events?after=0 HTTP/1.1",
                "Authorization: Bearer " + admin.token(),
                "Accept: " + accepted);
    }

    /** The stream after its first event. A 503, as from a machine that is busy, is repeated. */
    private static Wire opened(Wire stream, String head) throws IOException {
        int status = stream.status();
        for (int repeats = 0; status == 503 && repeats < 10; repeats++) {
            stream.close();
            LockSupport.parkNanos(1_000_000_000);
            stream = Wire.open().send(head);
            status = stream.status();
        }
        assertThat(status).isEqualTo(200);
        stream.skipPast("\ndata:");
        return stream;
    }

    private void everythingElseWorks() {
        for (int n = 0; n < 5; n++) {
            long start = System.nanoTime();
            Api.anonymous().get("/actuator/health/liveness").send().expect(200);
            Api.anonymous().get("/actuator/health/readiness").send().expect(200);
            tenant.admin().read("/v1/admin/ai-config");
            tenant.admin()
                    .put("/v1/admin/prompt-studio")
                    .json(Json.object("enabled", n % 2 == 0))
                    .send()
                    .expectChanged();
            tenant.admin()
                    .put("/v1/admin/ai-config")
                    .json(" ".repeat(200_000) + "{}")
                    .send()
                    .expectUnchanged();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }
}
