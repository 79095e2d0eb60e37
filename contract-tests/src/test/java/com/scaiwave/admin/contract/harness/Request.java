package com.scaiwave.admin.contract.harness;

import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Call.Header;
import com.scaiwave.admin.testkit.http.Client;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Builds a request; {@link #send} sends it and checks the answer. */
public final class Request {

    private static final Client CLIENT = Client.anonymous(Duration.ofSeconds(60));

    private final @Nullable URI address;
    private final String method;
    private final List<Header> headers;
    private String target;
    private byte @Nullable [] body;
    private boolean chunked;

    Request(@Nullable URI address, String method, String target, List<Header> headers) {
        this.address = address;
        this.method = method;
        this.target = target;
        this.headers = new ArrayList<>(headers);
    }

    /** Adds a query parameter, percent-encoded. */
    public Request query(String name, Object value) {
        String encoded = URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
        return rawQuery(name + "=" + encoded.replace("+", "%20"));
    }

    /** Adds to the query without encoding. */
    public Request rawQuery(String query) {
        target += (target.contains("?") ? "&" : "?") + query;
        return this;
    }

    /** Adds a header, beside others of this name. */
    public Request header(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    /** Removes a header that the client would send. */
    public Request without(String name) {
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
        return this;
    }

    public Request ifMatch(String etag) {
        return header("If-Match", etag);
    }

    public Request ifNoneMatch(String etag) {
        return header("If-None-Match", etag);
    }

    public Request key(String idempotencyKey) {
        return header("Idempotency-Key", idempotencyKey);
    }

    /** Sets the body, with type application/json: JSON text, or a value that is written as JSON. */
    public Request json(Object json) {
        return body("application/json", Json.write(json));
    }

    public Request body(String contentType, String text) {
        return body(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sets the body to any bytes, with any Content-Type, or with none. */
    public Request body(@Nullable String contentType, byte[] bytes) {
        body = bytes.clone();
        without("Content-Type");
        return contentType == null ? this : header("Content-Type", contentType);
    }

    /** Has the body sent in chunks, without its length. */
    public Request chunked() {
        chunked = true;
        return this;
    }

    /** Sends it, and checks the answer against the document and the global rules. */
    public Response send() {
        Answer answer = CLIENT.send(address(), call());
        if (answer.status() == 0) {
            throw new UncheckedIOException(this + " got no answer", new IOException(answer.text()));
        }
        return checked(new Response(toString(), answer.status(), answer.headers(), answer.body()));
    }

    /**
     * Sends it as a client that wants it done, to be called once: with an idempotency key, and
     * again after the time of {@code Retry-After} while the answer is 503. For what a test needs
     * and does not test; a busy machine may refuse it for a moment.
     */
    public Response sendPatiently() {
        key(UUID.randomUUID().toString());
        Response answer = send();
        for (int repeats = 0; answer.status() == 503 && repeats < 10; repeats++) {
            System.out.println(this + " was answered 503, and is repeated");
            String seconds = Objects.requireNonNull(answer.header("Retry-After"));
            LockSupport.parkNanos(Duration.ofSeconds(Long.parseLong(seconds)).toNanos());
            answer = send();
        }
        return answer;
    }

    /** Sends it byte for byte over a socket, for targets and headers that HTTP clients refuse. */
    public Response sendRaw() {
        return checked(Raw.exchange(this));
    }

    /** Sends it, and returns the body as it arrives; the status must be 200. */
    public HttpResponse<InputStream> stream() {
        try {
            HttpResponse<InputStream> answer = CLIENT.open(address(), call());
            Response head =
                    new Response(
                            toString(), answer.statusCode(), answer.headers().map(), new byte[0]);
            Rules.checkHead(this, head.expect(200));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(this + " got no answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Call call() {
        return Call.of(method, target, headers, body, chunked);
    }

    private Response checked(Response response) {
        Rules.check(this, response);
        return response;
    }

    /** The address it is sent to: the deployment under test, unless another one was named. */
    URI address() {
        return address == null ? Deployment.address() : address;
    }

    String method() {
        return method;
    }

    String rawPath() {
        return target.replaceFirst("\\?.*", "");
    }

    List<String> headers(String name) {
        return call().values(name);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(method + " " + target);
        headers.stream()
                .filter(header -> !header.name().equals("Authorization"))
                .forEach(header ->
                        text.append(" ").append(header.name()).append(": ").append(header.value()));
        if (body != null) {
            String content = new String(body, StandardCharsets.UTF_8);
            text.append(" ")
                    .append(content.length() > 500 ? content.substring(0, 500) + "…" : content);
        }
        return text.toString();
    }
}
