package com.scaiwave.admin.web.edge;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Limits request line and header fields to 16 KiB. The server accepts 1 KiB more, for what a
 * trusted proxy adds. A client that connects directly gets the same limit as at the gateway.
 */
final class HeaderLimit implements HttpConfiguration.Customizer {
    private static final int MOST = 16 << 10;

    /** The request line's two spaces, version and end, and the empty line after the fields. */
    private static final int AROUND_LINE = "  HTTP/1.1\r\n\r\n".length();

    private static final int AROUND_FIELD = ": \r\n".length();

    private final TrustedProxies proxies;

    HeaderLimit(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        if (size(request) > MOST && !isTrusted(Request.getRemoteAddr(request))) {
            throw new HttpException.RuntimeException(
                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431);
        }
        return request;
    }

    private boolean isTrusted(String address) {
        IpAddress peer = IpAddress.parse(address);
        return peer != null && proxies.contain(peer);
    }

    private static int size(Request request) {
        int size =
                AROUND_LINE
                        + request.getMethod().length()
                        + request.getHttpURI().getPathQuery().length();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            size += AROUND_FIELD + field.getName().length() + (value == null ? 0 : value.length());
        }
        return size;
    }
}
