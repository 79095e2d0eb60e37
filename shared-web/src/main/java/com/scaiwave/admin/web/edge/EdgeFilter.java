package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.web.answer.AnswerMemory;
import com.scaiwave.admin.web.caller.AccessPolicy;
import com.scaiwave.admin.web.caller.Caller;
import com.scaiwave.admin.web.caller.Caller.Kind;
import com.scaiwave.admin.web.caller.RefusedTokens;
import com.scaiwave.admin.web.caller.TenantSet;
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
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.JsonNode;

/**
 * Every check that does not need a feature, in the contract's order: 401, 403, 404 and 405 of the
 * route, 406, 415, 413, 400, then 404 of the tenant. The rate limit (429) comes after the 403. A
 * request that passes becomes a {@link Call}.
 */
final class EdgeFilter extends OncePerRequestFilter {
    /** The request's attribute with its id. */
    static final String REQUEST_ID = "scaiwave.request-id";

    private static final String TENANT = "X-Tenant-Id";
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

    /**
     * Gives the request a deadline, {@link Deadline#REQUEST} from its arrival. The time that its
     * body takes to arrive does not count.
     */
    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Deadline.in(Deadline.REQUEST)
                .<Boolean, IOException>call(() -> {
                    answer(request, response, chain);
                    return true;
                });
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        String requestId = EdgeHeaders.requestId(request.getHeader("X-Request-Id"));
        request.setAttribute(REQUEST_ID, requestId);
        EdgeHeaders.answer(response, requestId);
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
                request.setAttribute(Call.ATTRIBUTE, call);
                try (AnswerMemory _ = call.memory()) {
                    chain.doFilter(new Routed(request, call.operation()), response);
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
        List<String> tenantHeaders = EdgeHeaders.all(request, TENANT);
        String named = tenantHeaders.size() == 1 ? tenantHeaders.getFirst() : null;
        if (!open) {
            access.checkTenantHeader(caller, named);
            limiter.check(caller, named == null ? caller.tenant() : named);
        }
        if (match == null) {
            throw Routes.notFound();
        }
        Operation operation = match.operation(request.getMethod());
        String accepted =
                Accept.of(EdgeHeaders.joined(request, "Accept")).choose(operation.produces());
        String mediaType = RequestBodies.mediaType(request, operation);
        String address = IpAddress.ofClient(request, trustedProxies);
        byte[] bytes =
                Deadline.paused(() -> RequestBodies.read(request, operation, bodies, address));
        if (tenantHeaders.size() > 1) {
            throw EdgeHeaders.repeated(TENANT);
        }
        if (named == null) {
            access.checkTenantNamed(caller, operation, null);
        }
        EntityTags ifMatch = EdgeHeaders.tags(request, "If-Match");
        EntityTags ifNoneMatch = EdgeHeaders.tags(request, "If-None-Match");
        String key = EdgeHeaders.idempotencyKey(request);
        String rawQuery = request.getQueryString();
        Map<String, List<String>> query =
                rawQuery == null ? Map.of() : QueryString.parse(rawQuery, operation);
        if (bytes.length > LARGE) {
            request.setAttribute(LARGE_WORK, largeWork.begin(operation, caller, bytes.length));
        }
        JsonNode body = RequestBodies.parse(bytes, operation, mediaType);
        TenantSet tenants = open ? new TenantSet.All() : access.tenants(caller, operation, named);
        return new Call(
                operation,
                caller,
                tenants,
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
                EdgeHeaders.userAgent(request.getHeader("User-Agent")),
                new AnswerMemory(answers, Call.owner(caller, tenants)));
    }

    private void checkAccess(Caller caller, @Nullable Match match) {
        access.checkAnyAccess(caller);
        if (match != null) {
            access.checkAccess(caller, match.operations().getFirst().access());
        }
    }

    private TokenClaims authenticate(HttpServletRequest request, String requestId) {
        try {
            return tokens.verify(EdgeHeaders.bearer(request));
        } catch (Refusal.Unauthenticated e) {
            refused.note(e, requestId);
            throw e;
        }
    }

    /**
     * A request with the path of its operation, where {@code -} stands for each variable. The
     * routes have parsed the variables; no second parser sees what the client sent there.
     */
    private static final class Routed extends HttpServletRequestWrapper {
        private final String path;

        Routed(HttpServletRequest request, Operation operation) {
            super(request);
            this.path =
                    operation.template().stream()
                            .map(segment -> segment.startsWith("{") ? "-" : segment)
                            .collect(Collectors.joining("/", "/", ""));
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public String getServletPath() {
            return path;
        }
    }
}
