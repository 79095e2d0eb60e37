package com.scaiwave.admin.split.gateway;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange.Response;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A node's answer, passed on as it arrives. An event stream is flushed after each read. If the node
 * breaks off, so does the answer to the client.
 */
final class Forwarded implements ServerResponse {
    private static final int BUFFER = 16 * 1024;

    private final HttpUriRequestBase outgoing;
    private final ClassicHttpResponse answer;
    private final EventStreams streams;
    private final HttpHeaders headers = new HttpHeaders();

    Forwarded(HttpUriRequestBase outgoing, ClassicHttpResponse answer, EventStreams streams) {
        this.outgoing = outgoing;
        this.answer = answer;
        this.streams = streams;
    }

    /** The answer as the node sent it, for the framework's header filters. */
    Response received() {
        HttpHeaders received = new HttpHeaders();
        for (Header header : answer.getHeaders()) {
            received.add(header.getName(), header.getValue());
        }
        return new Received(statusCode(), received);
    }

    @Override
    public HttpStatusCode statusCode() {
        return HttpStatusCode.valueOf(answer.getCode());
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public MultiValueMap<String, Cookie> cookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    public @Nullable ModelAndView writeTo(
            HttpServletRequest request, HttpServletResponse response, Context context)
            throws IOException {
        response.setStatus(answer.getCode());
        headers.forEach((String name, List<String> values) -> {
            response.setHeader(name, values.getFirst());
            values.stream().skip(1).forEach(value -> response.addHeader(name, value));
        });
        boolean live = MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(headers.getContentType());
        if (live) {
            streams.begin(outgoing);
        }
        try {
            copy(response, live);
            answer.close();
        } catch (IOException | RuntimeException e) {
            // Closing would read to the end, which an event stream does not have.
            outgoing.cancel();
            throw e;
        } finally {
            streams.end(outgoing);
        }
        return null;
    }

    private InputStream body() throws IOException {
        HttpEntity entity = answer.getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    private void copy(HttpServletResponse response, boolean live) throws IOException {
        InputStream body = body();
        if (live) {
            response.flushBuffer();
        }
        OutputStream out = response.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            out.write(buffer, 0, n);
            if (live) {
                out.flush();
            }
        }
        response.flushBuffer();
    }

    private record Received(HttpStatusCode getStatusCode, HttpHeaders getHeaders)
            implements Response {}
}
