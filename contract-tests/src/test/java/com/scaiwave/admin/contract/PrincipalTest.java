package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.STUDIO;
import static com.scaiwave.admin.contract.Scene.Target.ABOVE;
import static com.scaiwave.admin.contract.Scene.Target.BELOW;
import static com.scaiwave.admin.contract.Scene.Target.MIDDLE;
import static com.scaiwave.admin.contract.Scene.Target.OTHER;
import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Audit;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.OpenApi;
import com.scaiwave.admin.contract.harness.OpenApi.Operation;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Section 1, who may call: the rows of the table, and the rules below it. */
class PrincipalTest {

    private static Scene scene;

    /** A scene in which nothing was created but its own objects. */
    private static Scene untouched;

    @BeforeAll
    static void two_scenes() {
        scene = Scene.shared();
        untouched = Scene.fresh();
    }

    private static Api token(Object... claims) {
        return Api.bearer(Tokens.of(claims));
    }

    private static String[] list(String... values) {
        return values;
    }

    @Test
    void the_permission_makes_an_admin_as_the_role_does() {
        Tenant tenant = Fleet.tenant();
        Api admin =
                token("tenant_id", tenant.id(), "permissions", list("something", "admin:access"));

        admin.put(STUDIO).json("{\"enabled\": true}").send().expectChanged();
        admin.get("/v1/admin/tenants").send().expectError(403, "SW_AUTH_INSUFFICIENT_PERMISSION");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user",
                "TENANT_ADMIN",
                "tenant_admin ",
                "tenant_admins",
                "ROLE_tenant_admin",
                "admin:access",
                "platform:ingest",
                "partner_admin",
                "admin"
            })
    void a_role_that_is_none_of_these_is_nothing(String role) {
        assertMayNothing("roles", role);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant_admin",
                "super_admin",
                "admin:access:read",
                "admin:*",
                "*",
                "platform:ingest"
            })
    void a_permission_that_is_none_of_these_is_nothing(String permission) {
        assertMayNothing("permissions", permission);
    }

    private void assertMayNothing(String claim, String value) {
        Api caller = token("tenant_id", scene.tenant().id(), claim, list(value));

        caller.get(STUDIO).send().expectError(403, "SW_AUTH_INSUFFICIENT_PERMISSION");
    }

    @Test
    void a_caller_may_be_several_things() {
        Tenant tenant = Fleet.tenant();
        Api both =
                token(
                        "sub", "usr_both",
                        "tenant_id", tenant.id(),
                        "partner_id", tenant.partner().id(),
                        "roles", list("tenant_admin", "partner_admin"),
                        "permissions", list("platform:ingest"));

        both.read(STUDIO);
        assertThat(both.read("/v1/admin/tenants").data()).hasSize(1);
        Operation report = OpenApi.operation("recordPlatformEvents");
        both.post(report.path())
                .body(
                        "application/cloudevents+json",
                        scene.body(report, MIDDLE)
                                .toString()
                                .replace(scene.tenant().id(), tenant.id()))
                .send()
                .expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "service"})
    void the_actor_is_recorded_as_what_its_token_says(String actorType) {
        Tenant tenant = Fleet.tenant();
        token(
                        "sub",
                        "the_actor",
                        "tenant_id",
                        tenant.id(),
                        "roles",
                        list("tenant_admin"),
                        "actor_type",
                        actorType)
                .put(STUDIO)
                .json("{\"enabled\": true}")
                .send()
                .expectChanged();

        JsonNode entry = Audit.writes(tenant.admin()).getFirst();
        assertThat(entry.get("actor_id").asString()).isEqualTo("the_actor");
        assertThat(entry.get("actor_type").asString()).isEqualTo(actorType);
    }

    @Test
    void a_tenant_endpoint_acts_on_the_tokens_tenant() {
        Tenant one = Fleet.tenant();
        Tenant two = one.partner().tenant();

        one.admin().put(STUDIO).json("{\"enabled\": true}").send().expectChanged();

        assertThat(one.admin().read(STUDIO).version()).isEqualTo(1);
        assertThat(two.admin().read(STUDIO).version()).isZero();
        assertThat(Audit.writes(one.admin()))
                .allSatisfy(e -> assertThat(e.get("tenant_id").asString()).isEqualTo(one.id()));
    }

    @Test
    void an_admin_may_name_its_own_tenant_and_no_other() {
        Tenant tenant = scene.tenant();

        tenant.admin().on(tenant.id()).read(STUDIO);
        for (String other :
                List.of(
                        scene.tenant(OTHER).id(),
                        scene.tenant(BELOW).id(),
                        "tnt_absent",
                        tenant.id() + "x")) {
            tenant.admin().on(other).get(STUDIO).send().expectError(403, "SW_AUTH_TENANT_MISMATCH");
        }
    }

    @Test
    @Tag("split")
    void a_tenant_named_twice_is_in_doubt() {
        Response response =
                Fleet.operator()
                        .on(scene.tenant().id())
                        .on(scene.tenant(OTHER).id())
                        .get(STUDIO)
                        .send();

        response.assertStatus().isIn(400, 403, 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' or 1=1 --",
                "../tnt_demo",
                "tnt_demo,tnt_demo",
                "tnt_démo",
                "%",
                "TNT_DEMO"
            })
    @Tag("split")
    void a_tenant_that_cannot_be_is_no_tenant(String id) {
        Fleet.operator().on(id).get(STUDIO).sendRaw().assertStatus().isIn(400, 404);
        scene.tenant().admin().on(id).get(STUDIO).sendRaw().assertStatus().isIn(400, 403);
    }

    static Stream<Operation> withToken() {
        return OpenApi.operations().filter(o -> !o.access().equals("public"));
    }

    @ParameterizedTest
    @MethodSource("withToken")
    void a_token_of_an_unknown_tenant_finds_no_tenant(Operation operation) {
        Api operator = token("tenant_id", "tnt_absent", "roles", list("super_admin"));

        scene.request(operation, operator, MIDDLE).send().expectError(404, "SW_TENANT_NOT_FOUND");
    }

    @Test
    void an_admin_or_service_of_an_unknown_tenant_finds_none() {
        Api admin = token("tenant_id", "tnt_absent", "roles", list("tenant_admin"));
        admin.get(STUDIO).send().expectError(404, "SW_TENANT_NOT_FOUND");
        admin.put(STUDIO).json("{}").send().expectError(404, "SW_TENANT_NOT_FOUND");
        scene.request(
                        OpenApi.operation("recordPlatformEvents"),
                        Api.bearer(Tokens.service("tnt_absent")),
                        MIDDLE)
                .send()
                .expectError(404, "SW_TENANT_NOT_FOUND");
    }

    @Test
    void a_service_may_name_no_tenant_but_its_own() {
        Operation report = OpenApi.operation("recordPlatformEvents");
        String own = scene.tenant().id();
        Api bound = Api.bearer(Tokens.service(own));

        assertAccepted(scene.request(report, bound.on(own), MIDDLE).send(), 1);
        for (String other : List.of(scene.tenant(OTHER).id(), "tnt_absent")) {
            scene.request(report, bound.on(other), MIDDLE)
                    .send()
                    .expectError(403, "SW_AUTH_TENANT_MISMATCH");
            scene.request(report, Fleet.service().on(other), MIDDLE)
                    .send()
                    .expectError(403, "SW_AUTH_TENANT_MISMATCH");
        }
    }

    static Stream<Operation> onTenants() {
        return OpenApi.operations().filter(o -> o.access().equals("admin"));
    }

    @ParameterizedTest
    @MethodSource("onTenants")
    void an_admin_without_a_tenant_may_nothing(Operation operation) {
        Api caller = token("roles", list("tenant_admin"));

        scene.request(operation, caller, MIDDLE).send().expect(403);
        scene.request(operation, caller.on(scene.tenant().id()), MIDDLE).send().expect(403);
    }

    static Stream<Operation> onTenantsAndPartners() {
        return OpenApi.operations().filter(o -> o.access().contains("admin"));
    }

    @ParameterizedTest
    @MethodSource("onTenantsAndPartners")
    void a_partner_admin_without_a_partner_that_is_known_may_nothing(Operation operation) {
        for (Api caller :
                List.of(
                        token("roles", list("partner_admin")),
                        token("roles", list("partner_admin"), "partner_id", "prt_absent"))) {
            scene.request(operation, caller, MIDDLE).send().expect(403);
            scene.request(operation, caller.on(scene.tenant().id()), MIDDLE).send().expect(403);
        }
    }

    @ParameterizedTest
    @MethodSource("onTenants")
    void one_tenant_must_be_named_unless_the_endpoint_spans_them(Operation operation) {
        for (Api caller : List.of(scene.partner(MIDDLE).admin(), Fleet.operator())) {
            Response response = scene.request(operation, caller, MIDDLE).send();
            if (operation.tenant().equals("fleet")) {
                response.expect(200);
            } else {
                response.expectError(400, "SW_VALIDATION_FAILED", "X-Tenant-Id");
            }
        }
    }

    @Test
    void a_partner_admin_or_operator_whose_token_has_a_tenant_acts_on_it() {
        Tenant tenant = Fleet.tenant();
        Tenant sibling = tenant.partner().tenant();
        List<Api> callers =
                List.of(
                        token(
                                "tenant_id", tenant.id(),
                                "partner_id", tenant.partner().id(),
                                "roles", list("partner_admin")),
                        token("tenant_id", tenant.id(), "roles", list("super_admin")));

        for (Api caller : callers) {
            long before = tenant.admin().read(STUDIO).version();
            caller.put(STUDIO).json(object("enabled", before == 0)).send().expectChanged();
            assertThat(tenant.admin().read(STUDIO).version()).isEqualTo(before + 1);
            caller.on(sibling.id()).read(STUDIO);
            assertThat(tenants(caller.read("/v1/admin/audit?limit=1000")))
                    .containsOnly(tenant.id());
            assertThat(tenants(caller.on(sibling.id()).read("/v1/admin/audit?limit=1000")))
                    .containsOnly(sibling.id());
            assertThat(
                            caller.read("/v1/admin/events?limit=1000")
                                    .data()
                                    .valueStream()
                                    .map(event -> event.get("tenantid").asString()))
                    .containsOnly(tenant.id());
        }
    }

    private static List<String> tenants(Response list) {
        return list.data().valueStream().map(e -> e.get("tenant_id").asString("partner")).toList();
    }

    @Test
    void a_token_of_a_tenant_outside_the_partners_fleet_finds_none_either() {
        Partner partner = scene.partner(MIDDLE);
        Response absent =
                token(
                                "tenant_id",
                                "tnt_absent",
                                "partner_id",
                                partner.id(),
                                "roles",
                                list("partner_admin"))
                        .get(STUDIO)
                        .send();
        Response foreign =
                token(
                                "tenant_id", scene.tenant(OTHER).id(),
                                "partner_id", partner.id(),
                                "roles", list("partner_admin"))
                        .get(STUDIO)
                        .send();

        absent.expectError(404, "SW_TENANT_NOT_FOUND");
        foreign.expectError(404, "SW_TENANT_NOT_FOUND");
        assertThat(foreign.message()).isEqualTo(absent.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenants", "partners"})
    void a_partner_admin_lists_what_is_its_own_and_what_is_below_it(String what) {
        boolean tenants = what.equals("tenants");
        assertThat(listed(ABOVE, what))
                .containsExactlyInAnyOrderElementsOf(ids(tenants, ABOVE, MIDDLE, BELOW));
        assertThat(listed(MIDDLE, what))
                .containsExactlyInAnyOrderElementsOf(ids(tenants, MIDDLE, BELOW));
        assertThat(listed(BELOW, what)).containsExactlyInAnyOrderElementsOf(ids(tenants, BELOW));
        assertThat(listed(OTHER, what)).containsExactlyInAnyOrderElementsOf(ids(tenants, OTHER));
    }

    private static List<String> listed(Scene.Target target, String what) {
        Api admin = untouched.partner(target).admin();
        return Given.each(admin.read("/v1/admin/" + what + "?limit=1000").data(), "id");
    }

    private static List<String> ids(boolean tenants, Scene.Target... targets) {
        return Stream.of(targets)
                .map(t -> tenants ? untouched.tenant(t).id() : untouched.partner(t).id())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenants", "partners"})
    @Tag("split")
    void an_operator_lists_all(String what) {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Response page = Fleet.operator().read("/v1/admin/" + what + "?limit=1000" + cursor);
            page.data().valueStream().forEach(thing -> seen.add(thing.get("id").asString()));
            cursor = page.nextCursor() == null ? null : "&cursor=" + page.nextCursor();
        }

        assertThat(seen)
                .doesNotHaveDuplicates()
                .containsAll(ids(what.equals("tenants"), ABOVE, MIDDLE, BELOW, OTHER))
                .contains(what.equals("tenants") ? "tnt_demo" : "prt_demo");
    }

    @Test
    @Tag("split")
    void lists_that_span_tenants_hold_the_whole_fleet_and_nothing_else() {
        for (Scene.Target target : List.of(ABOVE, MIDDLE, BELOW, OTHER)) {
            List<Scene.Target> fleet = fleet(target);
            List<String> tenants = ids(true, fleet.toArray(Scene.Target[]::new));
            List<String> partners = ids(false, fleet.toArray(Scene.Target[]::new));
            Api admin = untouched.partner(target).admin();

            List<JsonNode> audit = Audit.writes(admin);
            assertThat(
                            audit.stream()
                                    .map(e -> e.get("tenant_id"))
                                    .filter(JsonNode::isString)
                                    .map(JsonNode::asString)
                                    .distinct())
                    .containsExactlyInAnyOrderElementsOf(tenants);
            assertThat(
                            audit.stream()
                                    .filter(e -> e.get("tenant_id").isNull())
                                    .map(e -> e.get("resource_id").asString())
                                    .distinct())
                    .containsExactlyInAnyOrderElementsOf(partners);

            List<JsonNode> events =
                    admin.read("/v1/admin/events?limit=1000").data().valueStream().toList();
            assertThat(
                            events.stream()
                                    .filter(e -> e.has("tenantid"))
                                    .map(e -> e.get("tenantid").asString())
                                    .distinct())
                    .containsExactlyInAnyOrderElementsOf(tenants);
            assertThat(
                            events.stream()
                                    .filter(e -> !e.has("tenantid"))
                                    .map(e -> e.at("/data/resource_id").asString())
                                    .distinct())
                    .containsExactlyInAnyOrderElementsOf(partners);
        }
    }

    private static List<Scene.Target> fleet(Scene.Target target) {
        return switch (target) {
            case ABOVE -> List.of(ABOVE, MIDDLE, BELOW);
            case MIDDLE -> List.of(MIDDLE, BELOW);
            default -> List.of(target);
        };
    }

    @Test
    void an_operator_who_names_no_tenant_gets_the_lists_of_all() {
        Response entries = Fleet.operator().read("/v1/admin/audit?action=tenant.create&limit=1000");

        assertThat(Given.each(entries.data(), "tenant_id"))
                .containsAll(ids(true, ABOVE, MIDDLE, BELOW, OTHER));
    }

    @Test
    void a_service_reports_for_every_tenant_and_with_a_tenant_for_that_one_only() {
        Operation report = OpenApi.operation("recordPlatformEvents");
        Tenant own = scene.tenant();

        assertAccepted(scene.request(report, Fleet.service(), OTHER).send(), 1);
        Api bound = Api.bearer(Tokens.service(own.id()));
        assertAccepted(scene.request(report, bound, MIDDLE).send(), 1);
        Response foreign = scene.request(report, bound, OTHER).send();
        Response absent = scene.request(report, bound, Scene.Target.ABSENT).send();

        assertAccepted(foreign, 0);
        assertAccepted(absent, 0);
        assertThat(foreign.data().get("rejected")).isEqualTo(absent.data().get("rejected"));
    }

    private static void assertAccepted(Response response, int count) {
        response.expect(200);
        assertThat(response.data().get("accepted").asInt()).as("%s", response).isEqualTo(count);
        assertThat(response.data().get("rejected")).as("%s", response).hasSize(1 - count);
    }

    @Test
    void an_operator_may_report_as_a_service_does() {
        assertAccepted(
                scene.request(OpenApi.operation("recordPlatformEvents"), Fleet.operator(), MIDDLE)
                        .send(),
                1);
    }

    @Test
    void a_participant_of_another_tenant_is_as_unknown_as_one_that_does_not_exist() {
        Operation read = OpenApi.operation("getParticipant");
        Api admin = scene.tenant().admin();

        Response foreign = admin.get(scene.path(read, OTHER)).send();
        Response absent = admin.get("/v1/admin/participants/ptc_absent").send();

        foreign.expectError(404, "SW_PARTICIPANT_NOT_FOUND");
        absent.expectError(404, "SW_PARTICIPANT_NOT_FOUND");
        assertThat(foreign.message()).isEqualTo(absent.message());
        Fleet.operator().on(scene.tenant(OTHER).id()).read(scene.path(read, OTHER));
    }

    @Test
    void a_cursor_of_another_tenant_is_worth_nothing() {
        Tenant one = Fleet.tenant();
        one.enableModels(3);
        String path = "/v1/admin/audit?limit=1";
        String cursor = String.valueOf(one.admin().read(path).nextCursor());

        one.admin().get(path).query("cursor", cursor).send().expect(200);
        Given.assertRefused(scene.tenant(OTHER).admin(), Map.of(path, cursor));
    }
}
