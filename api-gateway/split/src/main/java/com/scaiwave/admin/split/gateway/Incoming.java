package com.scaiwave.admin.split.gateway;

import com.scaiwave.admin.web.edge.ClientAddress;
import com.scaiwave.admin.web.edge.RequestId;
import com.scaiwave.admin.web.edge.TrustedProxies;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request as the client sent it.
 *
 * @param target path and query, byte for byte
 * @param body all of it, but for what is beyond the largest that any endpoint takes
 * @param clientAddress where it came from
 */
@SuppressWarnings("ArrayRecordComponent")
record Incoming(
        String method,
        String target,
        @Nullable String contentType,
        byte[] body,
        String requestId,
        String clientAddress) {
    /** One more than the largest body in the contract: enough for the side to answer 413. */
    private static final int MOST_BYTES = 1024 * 1024 + 1;

    private static final int DISCARDED = 2 << 20;

    private static final String ATTRIBUTE = Incoming.class.getName();

    /**
     * Reads a request, and remembers it.
     *
     * @throws Refusal 400 when its body ends early, or stops coming
     */
    static Incoming read(HttpServletRequest request, TrustedProxies trustedProxies) {
        String query = request.getQueryString();
        Incoming incoming =
                new Incoming(
                        request.getMethod(),
                        request.getRequestURI() + (query == null ? "" : "?" + query),
                        request.getContentType(),
                        body(request),
                        RequestId.of(request.getHeader("X-Request-Id")),
                        ClientAddress.of(request, trustedProxies));
        request.setAttribute(ATTRIBUTE, incoming);
        return incoming;
    }

    /** A client that is still sending would lose the answer together with the connection. */
    private static byte[] body(HttpServletRequest request) {
        try {
            InputStream in = request.getInputStream();
            byte[] body = in.readNBytes(MOST_BYTES);
            if (body.length == MOST_BYTES) {
                in.readNBytes(DISCARDED);
            }
            return body;
        } catch (IOException e) {
            throw new Refusal(ErrorCode.SW_MALFORMED_REQUEST, "The body can't be read to its end.");
        }
    }

    /** What was remembered with a request. */
    static Incoming of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Incoming incoming) {
            return incoming;
        }
        throw new IllegalStateException("the request did not come through the gateway's filter");
    }

    boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
