package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.log.LogUnavailable;
import com.scaiwave.admin.log.NotNow;
import com.scaiwave.admin.log.deadline.Client;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;

/** The one place that turns failures into HTTP answers. */
public final class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private static final String CHALLENGE = "Bearer realm=\"scaiwave\"";

    private ErrorAnswers() {}

    /**
     * Answers a failed request, in the envelope or as an RFC 9457 problem, unless an answer has
     * begun.
     */
    public static void write(
            HttpServletRequest request, HttpServletResponse response, String requestId, Throwable e)
            throws IOException {
        Refusal refusal = refusal(e, requestId, request.getMethod());
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        ErrorCode code = refusal.code();
        response.setStatus(code.status());
        setHeaders(response, refusal);
        Content content = content(refusal, requestId, request.getHeader("Accept"));
        response.setContentType(content.type());
        response.setContentLength(content.body().length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(content.body());
        }
    }

    /**
     * The refusal for any failure. An unexpected one is logged, and the client gets no details of
     * it.
     */
    private static Refusal refusal(Throwable e, String requestId, String method) {
        return switch (e) {
            case Refusal refusal -> refusal;
            case LogUnavailable _,
                    DataAccessResourceFailureException _,
                    TransientDataAccessException _,
                    TransactionException _ ->
                    unavailable(e, requestId, method);
            case Throwable other when NotNow.causedBy(other) ->
                    unavailable(other, requestId, method);
            default -> {
                LOG.atError().addKeyValue("request_id", requestId).setCause(e).log("failed");
                yield new Refusal(ErrorCode.SW_INTERNAL, "Something went wrong here.");
            }
        };
    }

    private static Refusal unavailable(Throwable e, String requestId, String method) {
        if (!Client.isGone()) {
            LOG.atWarn()
                    .addKeyValue("request_id", requestId)
                    .addKeyValue("cause", e.getClass().getSimpleName())
                    .log("dependency lost");
        }
        return new Refusal.Later(
                ErrorCode.SW_UNAVAILABLE, "A dependency does not answer" + afterwards(method), 1);
    }

    /** The end of a message about a lost dependency: only a write may have been applied. */
    public static String afterwards(String method) {
        return method.equals("GET") || method.equals("HEAD")
                ? "."
                : "; the write may have been applied.";
    }

    private static void setHeaders(HttpServletResponse response, Refusal refusal) {
        response.setHeader("Cache-Control", "no-store");
        switch (refusal) {
            case Refusal.PreconditionFailed failed -> {
                if (failed.current() != null) {
                    response.setHeader("ETag", "\"" + failed.current() + "\"");
                    response.setHeader("Cache-Control", "no-cache");
                }
            }
            case Refusal.MethodNotAllowed method -> response.setHeader("Allow", method.allow());
            case Refusal.Later later ->
                    response.setHeader("Retry-After", Long.toString(later.seconds()));
            case Refusal.Unauthenticated unauthenticated ->
                    response.setHeader("WWW-Authenticate", challenge(unauthenticated));
            case Refusal other when other.code().status() == 403 ->
                    response.setHeader(
                            "WWW-Authenticate", CHALLENGE + ", error=\"insufficient_scope\"");
            case Refusal _ -> {}
        }
    }

    /** RFC 6750, section 3: no {@code error} if no token was sent. */
    private static String challenge(Refusal.Unauthenticated refusal) {
        if (refusal.reason() == null) {
            return CHALLENGE;
        }
        return refusal.code() == ErrorCode.SW_AUTH_EXPIRED_TOKEN
                ? CHALLENGE + ", error=\"invalid_token\", error_description=\"expired\""
                : CHALLENGE + ", error=\"invalid_token\"";
    }

    private static Map<String, Object> envelope(Refusal refusal, String requestId) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", refusal.code());
        error.put("message", refusal.text());
        error.put("request_id", requestId);
        error.put("details", refusal.details());
        return Map.of("error", error);
    }

    private static Map<String, Object> problem(Refusal refusal, String requestId) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title(refusal.code().status()));
        problem.put("status", refusal.code().status());
        problem.put("detail", refusal.text());
        problem.put("code", refusal.code());
        problem.put("request_id", requestId);
        problem.put("errors", refusal.details());
        return problem;
    }

    private static String title(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }

    /** The answer to a request that the container refused before our code saw it. */
    static Content ofContainer(int status, String requestId, @Nullable String accept) {
        ErrorCode code =
                switch (status) {
                    case 404 -> ErrorCode.SW_NOT_FOUND;
                    case 405 -> ErrorCode.SW_METHOD_NOT_ALLOWED;
                    case 408 -> ErrorCode.SW_REQUEST_TIMEOUT;
                    case 413 -> ErrorCode.SW_CONTENT_TOO_LARGE;
                    case 431 -> ErrorCode.SW_HEADERS_TOO_LARGE;
                    case 503 -> ErrorCode.SW_UNAVAILABLE;
                    default ->
                            status >= 500 ? ErrorCode.SW_INTERNAL : ErrorCode.SW_MALFORMED_REQUEST;
                };
        Refusal refusal =
                new Refusal(
                        code,
                        switch (code) {
                            case SW_NOT_FOUND -> "There is nothing here.";
                            case SW_METHOD_NOT_ALLOWED -> "The method is not one of this path.";
                            case SW_REQUEST_TIMEOUT -> "The request arrives too slowly.";
                            case SW_CONTENT_TOO_LARGE -> "The body is too large.";
                            case SW_HEADERS_TOO_LARGE -> "Request line and headers are too large.";
                            case SW_UNAVAILABLE, SW_INTERNAL -> "Something went wrong here.";
                            default -> "The request can't be understood.";
                        },
                        List.of());
        return content(refusal, requestId, accept);
    }

    private static Content content(Refusal refusal, String requestId, @Nullable String accept) {
        boolean problem = Accept.of(accept).prefersProblems();
        return new Content(
                problem ? "application/problem+json" : "application/json",
                ApiJson.mapper()
                        .writeValueAsBytes(
                                problem
                                        ? problem(refusal, requestId)
                                        : envelope(refusal, requestId)));
    }

    /** An error in the form that the client prefers. */
    record Content(String type, byte[] body) {}
}
