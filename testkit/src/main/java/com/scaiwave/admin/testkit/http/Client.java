package com.scaiwave.admin.torture.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.torture.cluster.Cluster;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A client with a token that sends each request once. */
public final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration DEMANDING = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final String authorization;

    private Client(String authorization) {
        this.authorization = authorization;
    }

    private static Client of(Cluster cluster, Map<String, Object> claims) {
        return new Client("Bearer " + cluster.token(claims));
    }

    /** A client whose token is invalid. */
    public static Client anonymous() {
        return new Client("none");
    }

    /** An operator, who may do everything everywhere. */
    public static Client operator(Cluster cluster, String name) {
        return of(
                cluster,
                Map.of("sub", name, "roles", List.of("super_admin"), "ttl_seconds", 86400));
    }

    /** An admin of a tenant. */
    public static Client admin(Cluster cluster, String name, String tenant) {
        return of(
                cluster,
                Map.of(
                        "sub",
                        name,
                        "roles",
                        List.of("tenant_admin"),
                        "tenant_id",
                        tenant,
                        "ttl_seconds",
                        86400));
    }

    /** An admin of a partner and of the partners below it, at work in one of its tenants. */
    public static Client partnerAdmin(Cluster cluster, String name, String partner, String tenant) {
        return of(
                cluster,
                Map.of(
                        "sub",
                        name,
                        "roles",
                        List.of("tenant_admin", "partner_admin"),
                        "partner_id",
                        partner,
                        "tenant_id",
                        tenant,
                        "ttl_seconds",
                        86400));
    }

    /** A service that reports platform events. */
    public static Client platform(Cluster cluster, String name) {
        return of(
                cluster,
                Map.of(
                        "sub",
                        name,
                        "actor_type",
                        "service",
                        "permissions",
                        List.of("platform:ingest"),
                        "ttl_seconds",
                        86400));
    }

    /** The value of its {@code Authorization} header. */
    public String authorization() {
        return authorization;
    }

    public Answer send(URI door, Call call) {
        long began = System.nanoTime();
        try {
            HttpResponse<byte[]> response =
                    http.send(
                            request(door, call).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.headers().map(),
                    response.body(),
                    began,
                    System.nanoTime());
        } catch (IOException e) {
            return new Answer(0, Map.of(), e.toString().getBytes(UTF_8), began, System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, Map.of(), new byte[0], began, System.nanoTime());
        }
    }

    /** Repeats a request until its answer is 2xx; for what a case needs before it begins. */
    public Answer demand(URI door, Call call) {
        long deadline = System.nanoTime() + DEMANDING.toNanos();
        while (true) {
            Answer answer = send(door, call);
            if (answer.isAcknowledged()) {
                return answer;
            }
            if (answer.isRefused() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        call.method() + " " + call.target() + ": " + answer);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Creates tenants of {@code prt_demo}. */
    public List<String> tenants(URI door, int count) {
        return tenants(door, "prt_demo", count);
    }

    /** Creates tenants of a partner. */
    public List<String> tenants(URI door, String partner, int count) {
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            String slug = "t" + Long.toString(System.nanoTime(), 36) + n;
            String body =
                    """
                    {"slug": "%s", "name": "Torture", "partner_id": "%s"}
                    """
                            .formatted(slug, partner);
            ids.add(
                    demand(door, Call.post("/v1/admin/tenants", body).with("Idempotency-Key", slug))
                            .data()
                            .get("id")
                            .asString());
        }
        return ids;
    }

    /** Opens an answer that does not end by itself. */
    HttpResponse<InputStream> open(URI door, Call call) throws IOException, InterruptedException {
        return http.send(request(door, call).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(URI door, Call call) {
        String body = call.body();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(door + call.target()))
                        .header("Authorization", authorization)
                        .method(
                                call.method(),
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (body != null && !call.headers().containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        call.headers().forEach(request::header);
        return request;
    }
}
