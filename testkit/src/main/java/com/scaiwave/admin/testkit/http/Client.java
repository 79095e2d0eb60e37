package com.scaiwave.admin.testkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A client with a token, or without one. Only {@link #demand} retries. */
public final class Client {
    private static final Duration DEMANDING = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final HttpClient http;
    private final String authorization;
    private final Duration patience;

    private Client(String authorization, Duration patience) {
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(patience)
                        .build();
        this.authorization = authorization;
        this.patience = patience;
    }

    /**
     * A client without a token.
     *
     * @param patience how long it waits for a connection, and for an answer
     */
    public static Client anonymous(Duration patience) {
        return new Client("", patience);
    }

    /** A client that sends this token with each request. */
    public static Client bearer(String token, Duration patience) {
        return new Client("Bearer " + token, patience);
    }

    /** The value of its {@code Authorization} header; empty if it has none. */
    public String authorization() {
        return authorization;
    }

    /** Sends a request; the answer has status 0 if none arrived. */
    public Answer send(URI door, Call call) {
        long began = System.nanoTime();
        try {
            HttpResponse<byte[]> response =
                    http.send(request(door, call), BodyHandlers.ofByteArray());
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

    /**
     * Retries a request until its answer is 2xx, for what a test needs before it begins.
     *
     * @throws IllegalStateException on a 4xx, or after 30 s
     */
    public Answer demand(URI door, Call call) {
        long deadline = System.nanoTime() + DEMANDING.toNanos();
        while (true) {
            Answer answer = send(door, call);
            if (answer.isAcknowledged()) {
                return answer;
            }
            if (answer.isRefused() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(call + ": " + answer);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** A token with these claims, a JSON object, from an endpoint that issues any. */
    public String token(URI endpoint, String claims) {
        return demand(endpoint, Call.post("", claims)).json().get("access_token").asString();
    }

    /** Sends a request, and returns its body as it arrives. Only its head has to arrive in time. */
    public HttpResponse<InputStream> open(URI door, Call call)
            throws IOException, InterruptedException {
        return http.send(request(door, call), BodyHandlers.ofInputStream());
    }

    private HttpRequest request(URI door, Call call) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(door + call.target()))
                        .timeout(patience)
                        .method(call.method(), publisher(call));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        call.headers().forEach(header -> request.header(header.name(), header.value()));
        return request.build();
    }

    private static BodyPublisher publisher(Call call) {
        byte[] body = call.body();
        if (body == null) {
            return BodyPublishers.noBody();
        }
        return call.chunked()
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                : BodyPublishers.ofByteArray(body);
    }
}
