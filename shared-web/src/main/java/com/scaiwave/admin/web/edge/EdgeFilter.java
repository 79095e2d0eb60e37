package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.web.answer.AnswerMemory;
import com.scaiwave.admin.web.caller.AccessPolicy;
import com.scaiwave.admin.web.caller.Caller;
import com.scaiwave.admin.web.caller.Caller.Kind;
import com.scaiwave.admin.web.caller.RefusedTokens;
import com.scaiwave.admin.web.caller.Scope;
import com.scaiwave.admin.web.caller.TokenClaims;
import com.scaiwave.admin.web.caller.TokenVerifier;
import com.scaiwave.admin.web.document.Operation;
import com.scaiwave.admin.web.document.Operation.Access;
import com.scaiwave.admin.web.document.Routes;
import com.scaiwave.admin.web.document.Routes.Match;
import com.scaiwave.admin.web.limits.Bulkhead;
import com.scaiwave.admin.web.limits.RateLimits;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.JsonNode;

/**
 * Every check that does not need a feature, in the contract's order: 401, 403, 404 and 405 of the
 * route, 406, 415, 413, 400, then 404 of the tenant. A request that passes becomes a {@link Call}.
 */
final class EdgeFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";
    private static final String TENANT = "X-Tenant-Id";
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]{1,255}");
    private static final Set<String> PROBES =
            Set.of("/actuator/health/readiness", "/actuator/health/liveness");
    private static final String ROOT = "/";
    private static final String HEALTH = "/actuator/health";
    private static final Pattern DOCUMENTATION = Pattern.compile("/docs(/[a-z-]+\\.(css|js))?");
    private static final List<String> POST = List.of("POST");
    private static final List<String> READ = List.of("GET", "HEAD");
    private static final String LARGE_WORK = "scaiwave.large-work";
    private static final int LARGE = 16 << 10;
    private static final Caller ANONYMOUS = new Caller("", ActorType.USER, Set.of(), null, null);

    private final Routes routes;
    private final TokenVerifier tokens;
    private final AccessPolicy access;
    private final TrustedProxies trustedProxies;
    private final Set<String> extraPublicPaths;
    private final RateLimits limiter;
    private final Clock clock;
    private final BodyMemory bodies = BodyMemory.ofProcess();
    private final Bulkhead answers = AnswerMemory.ofProcess();
    private final RefusedTokens refused = new RefusedTokens();

    private final LargeWork largeWork = new LargeWork();

    EdgeFilter(
            Routes routes,
            TokenVerifier tokens,
            AccessPolicy access,
            EdgeProperties properties,
            Set<String> extraPublicPaths,
            RateLimits limiter,
            Clock clock) {
        this.routes = routes;
        this.tokens = tokens;
        this.access = access;
        this.trustedProxies = properties.proxies();
        this.extraPublicPaths = extraPublicPaths;
        this.limiter = limiter;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String requestId = RequestId.of(request.getHeader("X-Request-Id"));
        request.setAttribute(RequestAttributes.REQUEST_ID, requestId);
        ErrorAnswers.setHeaders(response, requestId);
        try {
            String path = request.getRequestURI();
            if (isPlain(path)) {
                checkMethod(request.getMethod(), path);
                if (path.equals(HEALTH)) {
                    checkOperator(request, requestId);
                }
                chain.doFilter(request, response);
            } else {
                Call call = call(request, requestId, path);
                request.setAttribute(RequestAttributes.CALL, call);
                try (AnswerMemory _ = call.memory()) {
                    chain.doFilter(new RoutedRequest(request, call.operation()), response);
                }
            }
        } catch (ServletException e) {
            ErrorAnswers.write(
                    request, response, requestId, e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            ErrorAnswers.write(request, response, requestId, e);
        } finally {
            if (request.getAttribute(LARGE_WORK) instanceof LargeWork.Turn turn) {
                turn.end();
            }
        }
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return true;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ERROR;
    }

    /**
     * Whether a path is not an operation of the document: probes, health, the documentation and its
     * redirect, development tokens.
     */
    private boolean isPlain(String path) {
        return PROBES.contains(path)
                || path.equals(HEALTH)
                || path.equals(ROOT)
                || extraPublicPaths.contains(path)
                || DOCUMENTATION.matcher(path).matches();
    }

    /**
     * A path outside the document has these methods only, and none that a server adds by itself.
     */
    private void checkMethod(String method, String path) {
        List<String> allowed = extraPublicPaths.contains(path) ? POST : READ;
        if (!allowed.contains(method)) {
            throw new Refusal.MethodNotAllowed(String.join(", ", allowed));
        }
    }

    private void checkOperator(HttpServletRequest request, String requestId) {
        if (!access.caller(authenticate(request, requestId)).is(Kind.OPERATOR)) {
            access.checkAnyAccess(ANONYMOUS);
        }
    }

    private Call call(HttpServletRequest request, String requestId, String path) {
        Match match = routes.match(path);
        boolean open = match != null && match.operations().getFirst().access() == Access.PUBLIC;
        TokenClaims claims = open ? null : authenticate(request, requestId);
        Caller caller = claims == null ? ANONYMOUS : access.caller(claims);
        if (!open) {
            checkAccess(caller, match);
        }
        List<String> tenants = Collections.list(request.getHeaders(TENANT));
        String named = tenants.size() == 1 ? tenants.getFirst() : null;
        if (!open) {
            access.checkTenantHeader(caller, named);
            limiter.check(caller, named == null ? caller.tenant() : named);
        }
        if (match == null) {
            throw Routes.notFound();
        }
        Operation operation = match.operation(request.getMethod());
        String accepted = Accept.of(header(request, "Accept")).choose(operation.produces());
        String mediaType = RequestBodies.mediaType(request, operation);
        String address = ClientAddress.of(request, trustedProxies);
        byte[] bytes =
                Deadline.paused(() -> RequestBodies.read(request, operation, bodies, address));
        if (tenants.size() > 1) {
            throw repeated(TENANT);
        }
        if (named == null) {
            access.checkTenantNamed(caller, operation, null);
        }
        EntityTags ifMatch = EntityTags.parse("If-Match", header(request, "If-Match"));
        EntityTags ifNoneMatch =
                EntityTags.parse("If-None-Match", header(request, "If-None-Match"));
        String key = idempotencyKey(request);
        Map<String, List<String>> query = QueryString.parse(request.getQueryString(), operation);
        if (bytes.length > LARGE) {
            request.setAttribute(LARGE_WORK, largeWork.begin(operation, caller, bytes.length));
        }
        JsonNode body = RequestBodies.parse(bytes, operation, mediaType);
        Scope scope = open ? new Scope.All() : access.scope(caller, operation, named);
        return new Call(
                operation,
                caller,
                scope,
                requestId,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                claims == null ? Instant.MAX : claims.expiresAt(),
                request.getMethod(),
                path,
                match.variables(),
                query,
                body,
                ifMatch,
                ifNoneMatch,
                key,
                request.getHeader("Last-Event-ID"),
                accepted,
                address,
                UserAgent.of(request.getHeader("User-Agent")),
                new AnswerMemory(answers, Call.owner(caller, scope)));
    }

    private void checkAccess(Caller caller, @Nullable Match match) {
        access.checkAnyAccess(caller);
        if (match != null) {
            access.checkAccess(caller, match.operations().getFirst().access());
        }
    }

    private TokenClaims authenticate(HttpServletRequest request, String requestId) {
        try {
            return tokens.verify(bearer(request));
        } catch (Refusal.Unauthenticated e) {
            refused.note(e, requestId);
            throw e;
        }
    }

    private static String bearer(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        if (headers.size() > 1) {
            throw TokenVerifier.invalid("several Authorization headers");
        }
        String header = headers.isEmpty() ? "" : headers.getFirst();
        String token =
                header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        ? header.substring(BEARER.length()).strip()
                        : "";
        if (token.isEmpty()) {
            throw TokenVerifier.missing();
        }
        return token;
    }

    /**
     * A header that may be given once; several {@code If-…} or {@code Accept} headers are joined.
     */
    private static @Nullable String header(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            if (name.startsWith("If-") || name.equals("Accept")) {
                return String.join(", ", values);
            }
            throw repeated(name);
        }
        return values.getFirst();
    }

    private static Refusal repeated(String name) {
        return Refusal.invalid(name, "may be given only once");
    }

    private static @Nullable String idempotencyKey(HttpServletRequest request) {
        String key = header(request, "Idempotency-Key");
        if (key != null && !VISIBLE_ASCII.matcher(key).matches()) {
            throw Refusal.invalid("Idempotency-Key", "is not 1 to 255 visible ASCII characters");
        }
        return key;
    }
}
