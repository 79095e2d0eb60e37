package com.scaiwave.admin.split.gateway;

import com.scaiwave.admin.web.edge.ErrorAnswers;
import com.scaiwave.admin.web.edge.ReadClient;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Sends a request to a node of its side, and returns the node's answer.
 *
 * <p>If a node can't be connected to, it was sent nothing, and the next one gets the request. A
 * write is never sent again after its first byte: whether it was applied is unknown, and only the
 * client can know whether repeating it is safe. A read is repeated once.
 */
final class Forwarding implements ProxyExchange {
    private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);

    /** More than two heartbeats of an event stream. */
    private static final Duration SILENCE = Duration.ofSeconds(40);

    private static final String SENT = "scaiwave.sent";
    private static final String HEADERS = "scaiwave.headers";

    private final Sides sides;
    private final NodeClients clients;
    private final Duration answerTimeout;
    private final Duration connectTimeout;
    private final EventStreams streams;

    Forwarding(
            Sides sides, NodeClients clients, EventStreams streams, GatewayProperties properties) {
        this.sides = sides;
        this.clients = clients;
        this.streams = streams;
        this.answerTimeout = properties.answerTimeout();
        this.connectTimeout = properties.connectTimeout();
    }

    /** Marks in a request's context that its first byte is about to be sent. */
    static void sending(HttpContext context) {
        context.setAttribute(SENT, true);
    }

    /** Adds the headers of a request last, so that the library does not change them. */
    static void complete(HttpRequest outgoing, EntityDetails body, HttpContext context) {
        if (context.getAttribute(HEADERS) instanceof HttpHeaders headers) {
            headers.forEach((String name, List<String> values) ->
                    values.forEach(value -> outgoing.addHeader(name, value)));
        }
    }

    @Override
    public ServerResponse exchange(Request request) {
        Incoming incoming = Incoming.of(request.getServerRequest().servletRequest());
        long deadline = System.nanoTime() + answerTimeout.toNanos();
        boolean mayRepeat = incoming.isRead();
        boolean anySent = false;
        for (Backend node : sides.of(incoming).inTurn()) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive()) {
                break;
            }
            HttpClientContext context = HttpClientContext.create();
            context.setAttribute(HEADERS, headers(incoming, request.getHeaders()));
            HttpUriRequestBase outgoing = outgoing(incoming, node, left);
            try {
                CloseableHttpClient client = client(incoming, request.getHeaders());
                Sending sending = new Sending(client, node, outgoing, context);
                ClassicHttpResponse answer = send(incoming, sending, left);
                return forwarded(request, outgoing, answer);
            } catch (IOException e) {
                boolean sent = context.getAttribute(SENT) != null;
                anySent |= sent;
                if (isLost(e)) {
                    node.ready(false);
                }
                LOG.atWarn()
                        .addKeyValue("request_id", incoming.requestId())
                        .addKeyValue("node", node)
                        .addKeyValue("sent", sent)
                        .addKeyValue("cause", e.getClass().getSimpleName())
                        .log("no answer from a node");
                if (sent && !mayRepeat) {
                    break;
                }
                mayRepeat &= !sent;
            }
        }
        throw new Refusal.Later(
                ErrorCode.SW_UNAVAILABLE,
                anySent
                        ? "No node answers" + ErrorAnswers.afterwards(incoming.method())
                        : "No node can be reached.",
                1);
    }

    private CloseableHttpClient client(Incoming incoming, HttpHeaders headers) {
        return Endpoints.sendsEvents(
                        incoming.method(), incoming.path(), headers.getOrEmpty(HttpHeaders.ACCEPT))
                ? clients.streams()
                : clients.requests();
    }

    /**
     * Waits for the beginning of the answer, or until the client of a read disconnects.
     *
     * @throws Refusal if the client has disconnected
     */
    private static ClassicHttpResponse send(Incoming incoming, Sending sending, Duration left)
            throws IOException {
        try (Closeable _ = ReadClient.waiting(sending.request()::cancel)) {
            return mayBeSilent(incoming) ? sending.begin(left) : sending.open();
        } catch (IOException | CancellationException e) {
            if (ReadClient.isGone()) {
                // It is not the node's fault, and no other node is tried.
                throw new Refusal.Later(ErrorCode.SW_UNAVAILABLE, "The client is gone.", 1);
            }
            throw e;
        }
    }

    private static boolean mayBeSilent(Incoming incoming) {
        return Endpoints.maySendEvents(incoming.method(), incoming.path());
    }

    /** A request to a node. */
    private record Sending(
            CloseableHttpClient client,
            Backend node,
            HttpUriRequestBase request,
            HttpClientContext context) {
        ClassicHttpResponse open() throws IOException {
            return client.executeOpen(node.host(), request, context);
        }

        /** Cancels it if its answer does not begin in time, even if it may be silent later on. */
        ClassicHttpResponse begin(Duration left) throws IOException {
            AtomicBoolean begun = new AtomicBoolean();
            CompletableFuture.delayedExecutor(left.toNanos(), TimeUnit.NANOSECONDS)
                    .execute(() -> {
                        if (begun.compareAndSet(false, true)) {
                            request.cancel();
                        }
                    });
            ClassicHttpResponse answer;
            try {
                answer = open();
            } catch (CancellationException e) {
                throw new SocketTimeoutException("no connection in time");
            }
            if (!begun.compareAndSet(false, true)) {
                answer.close();
                throw new SocketTimeoutException("no answer in time");
            }
            return answer;
        }
    }

    /**
     * Whether the node can't be connected to, or broke off. A node that is slow with one request,
     * or has no connection left, is not lost.
     */
    private static boolean isLost(IOException e) {
        return switch (e) {
            case ConnectTimeoutException _ -> true;
            case InterruptedIOException _, ClientProtocolException _ -> false;
            default -> true;
        };
    }

    /**
     * The filtered headers of the client, with its content type, its address and the request's id.
     */
    private static HttpHeaders headers(Incoming incoming, HttpHeaders filtered) {
        HttpHeaders headers = HttpHeaders.copyOf(filtered);
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        headers.remove(HttpHeaders.CONTENT_TYPE);
        if (incoming.contentType() != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, incoming.contentType());
        }
        headers.set("X-Forwarded-For", incoming.clientAddress());
        headers.set("X-Request-Id", incoming.requestId());
        return headers;
    }

    private HttpUriRequestBase outgoing(Incoming incoming, Backend node, Duration left) {
        Duration free = left.compareTo(connectTimeout) < 0 ? left : connectTimeout;
        HttpUriRequestBase outgoing =
                new HttpUriRequestBase(incoming.method(), URI.create(node.host().toURI() + "/"));
        outgoing.setPath(incoming.target());
        if (incoming.body().length > 0 && !incoming.method().equals("TRACE")) {
            outgoing.setEntity(new ByteArrayEntity(incoming.body(), null));
        }
        outgoing.setConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(free))
                        .setResponseTimeout(Timeout.of(mayBeSilent(incoming) ? SILENCE : left))
                        .setProtocolUpgradeEnabled(false)
                        .build());
        return outgoing;
    }

    private ServerResponse forwarded(
            Request request, HttpUriRequestBase outgoing, ClassicHttpResponse answer) {
        Forwarded forwarded = new Forwarded(outgoing, answer, streams);
        try {
            request.getResponseConsumers().forEach(c -> c.accept(forwarded.received(), forwarded));
            return forwarded;
        } catch (RuntimeException e) {
            // Otherwise the connection would never go back to its pool.
            outgoing.cancel();
            throw e;
        }
    }
}
