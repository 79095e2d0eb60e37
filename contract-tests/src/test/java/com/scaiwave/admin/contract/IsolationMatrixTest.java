package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Scene.Target.ABOVE;
import static com.scaiwave.admin.contract.Scene.Target.ABSENT;
import static com.scaiwave.admin.contract.Scene.Target.BELOW;
import static com.scaiwave.admin.contract.Scene.Target.MIDDLE;
import static com.scaiwave.admin.contract.Scene.Target.NONE;
import static com.scaiwave.admin.contract.Scene.Target.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.Scene.Target;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Audit;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Forgery;
import com.scaiwave.admin.contract.harness.OpenApi;
import com.scaiwave.admin.contract.harness.OpenApi.Operation;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.Tokens;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every endpoint of the document × every caller × every tenant or partner that it can name. Exactly
 * the requests that the table of section 1 allows succeed. A target that is out of reach answers
 * like one that does not exist. A refused request leaves no trace.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IsolationMatrixTest {

    /** Headers that may differ between two equal refusals. */
    private static final Set<String> EXCHANGE =
            Set.of("x-request-id", "date", "content-length", "connection", "keep-alive");

    private static Scene scene;

    /** A forged token would be signed anew for each request. */
    private static final Map<Caller, Api> CLIENTS = new ConcurrentHashMap<>();

    /** The events of each caller's requests that passed. */
    private static final Map<Caller, List<String>> WRITTEN = new EnumMap<>(Caller.class);

    @BeforeAll
    static void a_scene() {
        scene = Scene.fresh();
        CLIENTS.clear();
        WRITTEN.clear();
    }

    private static final Set<Target> EXISTING = EnumSet.of(ABOVE, MIDDLE, BELOW, OTHER);

    /**
     * The callers. Each that sends a token has its own {@code sub}, so their audit entries can be
     * told apart.
     */
    enum Caller {
        NO_TOKEN,
        EXPIRED,
        WRONG_AUDIENCE,
        ALG_NONE,
        HMAC,
        NOBODY,
        ADMIN,
        ADMIN_OF_OTHER,
        PARTNER_ADMIN,
        PARTNER_ADMIN_OF_OTHER,
        PARTNER_ADMIN_ABOVE,
        PARTNER_ADMIN_BELOW,
        OPERATOR,
        SERVICE;

        /**
         * Whether it shows that each node of a split deployment checks its caller; what a node
         * decides is the same code in each deployment.
         */
        boolean showsWiring() {
            return this == NO_TOKEN || this == ADMIN || this == ADMIN_OF_OTHER;
        }

        String sub() {
            return "usr_" + name().toLowerCase(java.util.Locale.ROOT) + "_" + scene.tenant().slug();
        }

        Api api() {
            return CLIENTS.computeIfAbsent(this, Caller::newApi);
        }

        private Api newApi() {
            String admin = admin("tenant_id", scene.tenant().id(), "tenant_admin", null);
            return switch (this) {
                case NO_TOKEN -> Api.anonymous();
                case EXPIRED ->
                        Api.bearer(admin("tenant_id", scene.tenant().id(), "tenant_admin", -3_600));
                case WRONG_AUDIENCE -> Api.bearer(Forgery.wrongAudience(admin));
                case ALG_NONE -> Api.bearer(Forgery.unsigned(admin));
                case HMAC -> Api.bearer(Forgery.hmac(admin));
                case NOBODY -> Api.bearer(admin("tenant_id", scene.tenant().id(), "user", null));
                case ADMIN -> Api.bearer(admin);
                case ADMIN_OF_OTHER ->
                        Api.bearer(
                                admin("tenant_id", scene.tenant(OTHER).id(), "tenant_admin", null));
                case PARTNER_ADMIN -> partner(MIDDLE);
                case PARTNER_ADMIN_OF_OTHER -> partner(OTHER);
                case PARTNER_ADMIN_ABOVE -> partner(ABOVE);
                case PARTNER_ADMIN_BELOW -> partner(BELOW);
                case OPERATOR ->
                        Api.bearer(Tokens.of("sub", sub(), "roles", new String[] {"super_admin"}));
                case SERVICE ->
                        Api.bearer(
                                Tokens.of(
                                        "sub",
                                        sub(),
                                        "permissions",
                                        new String[] {"platform:ingest"},
                                        "actor_type",
                                        "service"));
            };
        }

        private Api partner(Target target) {
            return Api.bearer(
                    admin("partner_id", scene.partner(target).id(), "partner_admin", null));
        }

        private String admin(String scope, String id, String role, @Nullable Integer ttl) {
            return ttl == null
                    ? Tokens.of("sub", sub(), scope, id, "roles", new String[] {role})
                    : Tokens.of(
                            "sub",
                            sub(),
                            scope,
                            id,
                            "roles",
                            new String[] {role},
                            "ttl_seconds",
                            ttl);
        }

        boolean unauthenticated() {
            return EnumSet.range(NO_TOKEN, HMAC).contains(this);
        }

        /** Its tenant if the request names none. */
        Target home() {
            return switch (this) {
                case ADMIN, NOBODY -> MIDDLE;
                case ADMIN_OF_OTHER -> OTHER;
                default -> NONE;
            };
        }

        /** The partners and tenants that it may act on. */
        Set<Target> reach() {
            return switch (this) {
                case ADMIN -> EnumSet.of(MIDDLE);
                case ADMIN_OF_OTHER, PARTNER_ADMIN_OF_OTHER -> EnumSet.of(OTHER);
                case PARTNER_ADMIN -> EnumSet.of(MIDDLE, BELOW);
                case PARTNER_ADMIN_ABOVE -> EnumSet.of(ABOVE, MIDDLE, BELOW);
                case PARTNER_ADMIN_BELOW -> EnumSet.of(BELOW);
                case OPERATOR -> EXISTING;
                default -> EnumSet.noneOf(Target.class);
            };
        }

        boolean partnerAdmin() {
            return name().startsWith("PARTNER_ADMIN");
        }
    }

    /** The expected code; null for success. */
    private static @Nullable String expected(Operation operation, Caller caller, Target target) {
        if (operation.access().equals("public")) {
            return null;
        }
        if (caller.unauthenticated()) {
            return caller == Caller.EXPIRED ? "SW_AUTH_EXPIRED_TOKEN" : "SW_AUTH_INVALID_TOKEN";
        }
        return switch (operation.access()) {
            case "service" ->
                    caller == Caller.SERVICE || caller == Caller.OPERATOR
                            ? null
                            : "SW_AUTH_INSUFFICIENT_PERMISSION";
            case "operator" -> caller == Caller.OPERATOR ? null : "SW_AUTH_INSUFFICIENT_PERMISSION";
            case "partner-admin" -> onPartners(operation, caller, target);
            case "admin" -> onTenants(operation, caller, target);
            default -> throw new AssertionError(operation.access());
        };
    }

    private static @Nullable String onPartners(Operation operation, Caller caller, Target target) {
        if (!caller.partnerAdmin() && caller != Caller.OPERATOR) {
            return "SW_AUTH_INSUFFICIENT_PERMISSION";
        }
        if (target == NONE || caller.reach().contains(target)) {
            return null;
        }
        return operation.path().contains("{tenant_id}")
                ? "SW_TENANT_NOT_FOUND"
                : "SW_PARTNER_NOT_FOUND";
    }

    private static @Nullable String onTenants(Operation operation, Caller caller, Target target) {
        if (caller == Caller.NOBODY || caller == Caller.SERVICE) {
            return "SW_AUTH_INSUFFICIENT_PERMISSION";
        }
        Target actual = target == NONE ? caller.home() : target;
        if (actual == NONE) {
            return operation.tenant().equals("fleet") ? null : "SW_VALIDATION_FAILED";
        }
        if (caller.reach().contains(actual)) {
            return null;
        }
        return caller == Caller.OPERATOR ? "SW_TENANT_NOT_FOUND" : "SW_AUTH_TENANT_MISMATCH";
    }

    /** The targets that path, body or header of this operation can name. */
    private static Set<Target> targets(Operation operation) {
        boolean tenants = operation.access().equals("admin");
        boolean partners =
                Set.of("getPartner", "putPartner", "createTenant", "createPartner", "getTenant")
                        .contains(operation.id());
        if (tenants) {
            return EnumSet.allOf(Target.class);
        }
        return partners ? EnumSet.complementOf(EnumSet.of(NONE)) : EnumSet.of(NONE);
    }

    private static Response call(Operation operation, Caller caller, Target target) {
        Api api = caller.api();
        if (operation.access().equals("admin")) {
            Target actual = target == NONE ? caller.home() : target;
            if (actual == NONE && operation.path().contains("{audit_id}")) {
                // The path names an entry, which has to be one of the caller's fleet.
                actual = caller.reach().stream().findFirst().orElse(MIDDLE);
            }
            Api named = target == NONE ? api : api.on(scene.tenantId(target));
            return scene.request(operation, named, actual).send();
        }
        return scene.request(operation, api, target == NONE ? MIDDLE : target).send();
    }

    static Stream<Arguments> wiring() {
        return cells(Caller::showsWiring);
    }

    static Stream<Arguments> others() {
        return cells(caller -> !caller.showsWiring());
    }

    private static Stream<Arguments> cells(Predicate<Caller> callers) {
        return OpenApi.operations()
                .flatMap(o ->
                        Stream.of(Caller.values())
                                .filter(callers)
                                .map(caller -> Arguments.of(o, caller)));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("wiring")
    @Tag("split")
    void only_what_the_table_allows_passes(Operation operation, Caller caller) {
        checkCell(operation, caller);
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("others")
    void only_what_the_table_allows_passes_by_others(Operation operation, Caller caller) {
        checkCell(operation, caller);
    }

    private static void checkCell(Operation operation, Caller caller) {
        Map<Target, Response> refused = new LinkedHashMap<>();
        var all = new SoftAssertions();

        for (Target target : targets(operation)) {
            String code = expected(operation, caller, target);
            if (code != null) {
                Response response = call(operation, caller, target);
                refused.put(target, response);
                all.assertThat(response.code())
                        .as("%s: %s", target, response)
                        .isIn(alsoFine(code, caller, target));
            }
        }
        for (Target target : targets(operation)) {
            if (expected(operation, caller, target) == null) {
                Response response = call(operation, caller, target);
                all.assertThat(response.status()).as("%s: %s", target, response).isIn(200, 201);
                if (response.status() < 300
                        && operation.writes()
                        && !operation.access().equals("service")) {
                    WRITTEN.computeIfAbsent(caller, _ -> new ArrayList<>())
                            .addAll(response.eventIds());
                }
            }
        }
        all.assertAll();
        assertAlike(refused);
    }

    /** Comes last: the audit log has what passed in the tests before, and nothing else. */
    @ParameterizedTest
    @EnumSource
    @Order(Integer.MAX_VALUE)
    @Tag("split")
    void a_refused_request_left_no_trace(Caller caller) {
        List<String> written = WRITTEN.getOrDefault(caller, List.of());
        assertThat(Audit.writesOf(caller.sub()))
                .hasSizeLessThan(1_000)
                .containsExactlyInAnyOrderElementsOf(
                        written.stream().map(id -> "audit-" + id).toList());
    }

    /**
     * The codes that are allowed: a caller that may call no endpoint of a tenant may also be told
     * that the tenant it names is not its own.
     */
    private static List<String> alsoFine(String code, Caller caller, Target target) {
        boolean foreign = target != NONE && target != caller.home();
        boolean nothing = caller == Caller.NOBODY || caller == Caller.SERVICE;
        return nothing && foreign ? List.of(code, "SW_AUTH_TENANT_MISMATCH") : List.of(code);
    }

    /** A foreign target and an absent one differ only in what the request itself said. */
    private static void assertAlike(Map<Target, Response> refused) {
        Response absent = refused.get(ABSENT);
        if (absent == null) {
            return;
        }
        refused.forEach((target, response) -> {
            if (target != NONE && !(target == MIDDLE && response.status() == 403)) {
                assertThat(face(response, target))
                        .as("%s answers as absent", target)
                        .isEqualTo(face(absent, ABSENT));
            }
        });
    }

    /**
     * All of a response that a caller can see, without the ids that it sent and those of the
     * exchange.
     */
    private static List<Object> face(Response response, Target target) {
        List<Object> face = new ArrayList<>();
        face.add(response.status());
        response.headerNames().stream()
                .filter(name -> !EXCHANGE.contains(name))
                .forEach(name -> face.add(name + response.headers(name)));
        face.add(
                response.text()
                        .replace(response.requestId(), "<request>")
                        .replace(scene.tenantId(target), "<tenant>")
                        .replace(scene.partnerId(target), "<partner>"));
        return face;
    }

    static Stream<Operation> onTenants() {
        return OpenApi.operations().filter(o -> o.access().equals("admin"));
    }

    /** A request that passes must also act on the tenant that its header named. */
    @ParameterizedTest
    @MethodSource("onTenants")
    void what_passes_acts_on_the_tenant_that_was_named(Operation operation) {
        for (Target target : EXISTING) {
            String tenantId = scene.tenantId(target);
            Response own = scene.request(operation, scene.tenant(target).admin(), target).send();
            own.assertStatus().isIn(200, 201);
            Response named = scene.request(operation, Fleet.operator().on(tenantId), target).send();
            named.assertStatus().isIn(200, 201);
            if (!operation.writes() && !operation.tenant().equals("fleet")) {
                assertThat(named.data()).isEqualTo(own.data());
            }
        }
    }
}
