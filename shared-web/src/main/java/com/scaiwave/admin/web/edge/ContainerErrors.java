package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.web.edge.ErrorAnswers.Content;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers in the API's envelope, with its usual headers, when Jetty itself refuses a request. Jetty
 * then closes the connection, and the answer announces that.
 */
final class ContainerErrors implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String requestId = EdgeHeaders.requestId(request.getHeaders().get("X-Request-Id"));
        int status = status(response.getStatus());
        response.setStatus(status);
        Content answer =
                ErrorAnswers.ofContainer(status, requestId, request.getHeaders().get("Accept"));
        byte[] body = answer.body();
        response.getHeaders()
                .put("X-Request-Id", requestId)
                .put("X-Content-Type-Options", "nosniff")
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put(HttpHeader.CONNECTION, "close")
                .put(HttpHeader.CONTENT_TYPE, answer.type())
                .put(HttpHeader.CONTENT_LENGTH, body.length);
        boolean bodiless = HttpMethod.HEAD.is(request.getMethod());
        response.write(true, bodiless ? null : ByteBuffer.wrap(body), callback);
        return true;
    }

    /**
     * The status if the contract has a code for it. Any other is a fault of the client's request:
     * 414 becomes 431, the rest 400.
     */
    private static int status(int status) {
        return switch (status) {
            case HttpStatus.NOT_FOUND_404,
                    HttpStatus.METHOD_NOT_ALLOWED_405,
                    HttpStatus.REQUEST_TIMEOUT_408,
                    HttpStatus.PAYLOAD_TOO_LARGE_413,
                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431,
                    HttpStatus.INTERNAL_SERVER_ERROR_500,
                    HttpStatus.SERVICE_UNAVAILABLE_503 ->
                    status;
            case HttpStatus.URI_TOO_LONG_414 -> HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431;
            default -> HttpStatus.BAD_REQUEST_400;
        };
    }
}
