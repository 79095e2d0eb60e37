package com.scaiwave.admin.split.gateway;

import com.scaiwave.admin.web.edge.BodyMemory;
import com.scaiwave.admin.web.edge.EdgeHeaders;
import com.scaiwave.admin.web.edge.ErrorAnswers;
import com.scaiwave.admin.web.edge.IpAddress;
import com.scaiwave.admin.web.edge.TrustedProxies;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps what the client sent, and passes on a request with a fixed method and path, so that no
 * second parser sees the client's path, query or method. Failures are answered in the API's
 * envelope.
 */
final class GatewayFilter extends OncePerRequestFilter {
    /** The path of every request but the gateway's own. */
    static final String FORWARD = "/forward";

    private static final Set<String> OWN =
            Set.of("/actuator/health/readiness", "/actuator/health/liveness");

    private final TrustedProxies trustedProxies;
    private final BodyMemory bodies = BodyMemory.ofProcess();
    private volatile boolean open;

    GatewayFilter(TrustedProxies trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    /**
     * Lets requests pass. The server accepts them a moment before the framework is ready to forward
     * one; until then they are told to retry.
     */
    void open() {
        open = true;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String requestId = EdgeHeaders.requestId(request.getHeader("X-Request-Id"));
        try {
            if (OWN.contains(request.getRequestURI())) {
                EdgeHeaders.answer(response, requestId);
                chain.doFilter(request, response);
            } else if (!open) {
                throw new Refusal.Later(ErrorCode.SW_UNAVAILABLE, "The gateway is starting.", 1);
            } else {
                try (BodyMemory.Share memory =
                        bodies.share(IpAddress.ofClient(request, trustedProxies))) {
                    Incoming.read(request, trustedProxies, memory);
                    chain.doFilter(new Plain(request), response);
                }
            }
        } catch (ServletException e) {
            refuse(request, response, requestId, e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            refuse(request, response, requestId, e);
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ERROR;
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, String requestId, Throwable e)
            throws IOException {
        EdgeHeaders.answer(response, requestId);
        ErrorAnswers.write(request, response, requestId, e);
    }

    /** The same request with a fixed method and path, and without a query. */
    private static final class Plain extends HttpServletRequestWrapper {
        Plain(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "POST";
        }

        @Override
        public String getRequestURI() {
            return FORWARD;
        }

        @Override
        public StringBuffer getRequestURL() {
            return new StringBuffer("http://gateway").append(FORWARD);
        }

        @Override
        public String getServletPath() {
            return FORWARD;
        }

        @Override
        public @Nullable String getPathInfo() {
            return null;
        }

        @Override
        public @Nullable String getQueryString() {
            return null;
        }
    }
}
