package com.scaiwave.admin.split.gateway;

import com.scaiwave.admin.web.edge.BodyMemory;
import com.scaiwave.admin.web.edge.EdgeHeaders;
import com.scaiwave.admin.web.edge.IpAddress;
import com.scaiwave.admin.web.edge.TrustedProxies;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request as the client sent it.
 *
 * @param target path and query, byte for byte
 * @param body all of it, or one byte more than its endpoint takes if it is larger
 * @param clientAddress the client's address
 */
@SuppressWarnings("ArrayRecordComponent")
record Incoming(
        String method,
        String target,
        @Nullable String contentType,
        byte[] body,
        String requestId,
        String clientAddress) {
    private static final String ATTRIBUTE = Incoming.class.getName();

    /**
     * Reads a request, and stores the result as an attribute of it.
     *
     * @param memory where its body is counted; the node answers 413 to a body that is cut off
     */
    static Incoming read(
            HttpServletRequest request, TrustedProxies trustedProxies, BodyMemory.Share memory) {
        String query = request.getQueryString();
        int most = Endpoints.mostBytes(request.getRequestURI()) + 1;
        Incoming incoming =
                new Incoming(
                        request.getMethod(),
                        request.getRequestURI() + (query == null ? "" : "?" + query),
                        request.getContentType(),
                        memory.read(request, most),
                        EdgeHeaders.requestId(request.getHeader("X-Request-Id")),
                        IpAddress.ofClient(request, trustedProxies));
        request.setAttribute(ATTRIBUTE, incoming);
        return incoming;
    }

    /** What {@link #read} has stored with a request. */
    static Incoming of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Incoming incoming) {
            return incoming;
        }
        throw new IllegalStateException("the request did not come through the gateway's filter");
    }

    /** The path, byte for byte. */
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
