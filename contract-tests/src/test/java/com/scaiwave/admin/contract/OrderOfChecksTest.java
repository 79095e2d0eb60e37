package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.STUDIO;
import static com.scaiwave.admin.contract.Given.TENANTS;
import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Section 1: "Checks run in this order: 401, 403, 404 and 405 of the route, 406, 415, 413, 400,
 * then 404 of what path or body names and a 403 that depends on the body, the idempotency key
 * (replay or 422), 412, 409 (of several: slug taken, suspended, capacity)." Each test has two
 * mistakes or more.
 */
class OrderOfChecksTest {

    private static Tenant tenant;

    @BeforeAll
    static void a_tenant() {
        tenant = Fleet.tenant();
    }

    /** A request with every mistake that can be made before anything is looked up. */
    private static Request hopeless(Api caller, String method, String path) {
        return caller.request(method, path)
                .query("nope", "1")
                .header("Accept", "text/html")
                .body("text/plain", "{".repeat(300_000));
    }

    private static Response answer(Api caller, String method, String path) {
        return hopeless(caller, method, path).send();
    }

    @Test
    void first_the_token() {
        answer(Api.anonymous(), "POST", TENANTS).expectError(401, "SW_AUTH_INVALID_TOKEN");
        answer(Api.anonymous(), "DELETE", TENANTS).expect(401);
        answer(Api.anonymous(), "GET", "/v1/admin/nothing").expect(401);
    }

    @Test
    void then_what_the_caller_may() {
        for (Api caller : new Api[] {tenant.nobody(), Fleet.service()}) {
            answer(caller, "POST", TENANTS).expectError(403, "SW_AUTH_INSUFFICIENT_PERMISSION");
            answer(caller, "PUT", STUDIO).expectError(403, "SW_AUTH_INSUFFICIENT_PERMISSION");
        }
        answer(tenant.admin(), "POST", TENANTS).expectError(403, "SW_AUTH_INSUFFICIENT_PERMISSION");
        answer(tenant.admin().on("tnt_x"), "PUT", STUDIO)
                .expectError(403, "SW_AUTH_TENANT_MISMATCH");
        answer(tenant.nobody(), "GET", "/v1/admin/nothing").expect(403);
        answer(tenant.nobody(), "DELETE", STUDIO).expect(403);
    }

    @Test
    void then_the_route() {
        answer(tenant.admin(), "PUT", "/v1/admin/nothing").expectError(404, "SW_NOT_FOUND");
        answer(tenant.admin(), "DELETE", STUDIO).expectError(405, "SW_METHOD_NOT_ALLOWED");
        answer(tenant.partner().admin(), "DELETE", TENANTS)
                .expectError(405, "SW_METHOD_NOT_ALLOWED");
    }

    @Test
    void a_header_that_is_there_twice_is_no_reason_before_that() {
        twice(tenant.admin().get("/v1/admin/nothing")).expectError(404, "SW_NOT_FOUND");
        twice(tenant.admin().request("DELETE", STUDIO)).expectError(405, "SW_METHOD_NOT_ALLOWED");
        twice(tenant.admin().get(STUDIO).header("Accept", "text/html"))
                .expectError(406, "SW_NOT_ACCEPTABLE");
        twice(tenant.admin().get(STUDIO)).expectError(400, "SW_VALIDATION_FAILED", "X-Tenant-Id");
    }

    private static Response twice(Request request) {
        return request.header("X-Tenant-Id", tenant.id()).header("X-Tenant-Id", "tnt_x").send();
    }

    @Test
    void then_what_can_be_answered_with() {
        answer(tenant.admin(), "PUT", STUDIO).expectError(406, "SW_NOT_ACCEPTABLE");
        answer(tenant.partner().admin(), "POST", TENANTS).expectError(406, "SW_NOT_ACCEPTABLE");
    }

    @Test
    void then_what_kind_of_body_it_is() {
        hopeless(tenant.admin(), "PUT", STUDIO)
                .without("Accept")
                .send()
                .expectError(415, "SW_UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void then_how_large_it_is() {
        tenant.admin()
                .put(STUDIO)
                .query("nope", "1")
                .key("not valid")
                .json("{".repeat(300_000))
                .send()
                .expectError(413, "SW_CONTENT_TOO_LARGE");
    }

    @Test
    void then_what_is_wrong_in_it_before_what_it_names() {
        Api admin = tenant.admin();
        Api partnerAdmin = tenant.partner().admin();

        admin.post("/v1/admin/models/no/such/model/enable")
                .json("{}")
                .send()
                .expectError(400, "SW_VALIDATION_FAILED");
        admin.post("/v1/admin/models/no/such/model/enable")
                .query("nope", "1")
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "nope");
        admin.post("/v1/admin/plugins/no.such/enable")
                .key("not valid")
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "Idempotency-Key");
        admin.get("/v1/admin/participants/ptc_absent")
                .query("nope", "1")
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "nope");
        partnerAdmin
                .put("/v1/admin/partners/prt_absent")
                .json("{")
                .send()
                .expectError(400, "SW_MALFORMED_REQUEST");
        partnerAdmin
                .put("/v1/admin/partners/prt_absent")
                .json("{}")
                .send()
                .expectError(400, "SW_VALIDATION_FAILED");
        partnerAdmin
                .post(TENANTS)
                .json(object("slug", "NOT A SLUG", "name", "n", "partner_id", "prt_absent"))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/slug");
    }

    /** Sends a body with a key that was used, and an ETag that is stale. */
    private static Response usedAndStale(Request request, Object body) {
        return request.key("k").ifMatch("\"77\"").json(body).send();
    }

    @Test
    void what_is_wrong_counts_before_a_key_that_was_used_and_an_etag_that_is_stale() {
        Tenant fresh = Fleet.tenant();
        fresh.admin().put(STUDIO).key("k").json("{\"enabled\": true}").send().expectChanged();

        usedAndStale(fresh.admin().put(STUDIO), "{\"enabled\": 1}")
                .expectError(400, "SW_VALIDATION_FAILED", "/enabled");
    }

    @Test
    void then_what_it_names_before_the_key_the_etag_and_conflicts() {
        Partner fresh = Fleet.partner();
        ObjectNode body = object("slug", Fleet.slug(), "name", "n", "partner_id", fresh.id());
        fresh.admin().post(TENANTS).key("k").json(body).send().expect(201);

        usedAndStale(fresh.admin().post(TENANTS), Json.with(body, "partner_id", "prt_absent"))
                .expectError(404, "SW_PARTNER_NOT_FOUND");
    }

    @Test
    void a_403_that_depends_on_the_body_comes_before_the_key_and_the_etag() {
        Partner fresh = Fleet.partner();
        ObjectNode put = object("name", "n", "contact_email", "a@b.example", "status", "active");
        fresh.admin().put(fresh.path()).key("k").json(put).send().expectChanged();

        usedAndStale(fresh.admin().put(fresh.path()), Json.with(put, "status", "suspended"))
                .expectError(403, "SW_AUTH_INSUFFICIENT_PERMISSION");
    }

    @Test
    void then_the_key_before_the_etag() {
        Tenant fresh = Fleet.tenant();
        Request first = putFirst(fresh, "{\"enabled\": true}");
        Response answer = first.send().expectChanged();

        Response replay = first.send().expect(200);
        assertThat(replay.bytes()).isEqualTo(answer.bytes());
        putFirst(fresh, "{\"enabled\": false}")
                .send()
                .expectError(422, "SW_IDEMPOTENCY_KEY_REUSED");
    }

    /** A request that is good as a tenant's first write, and only as that. */
    private static Request putFirst(Tenant tenant, String body) {
        return tenant.admin().put(STUDIO).key("k").ifMatch("\"0\"").json(body);
    }

    @Test
    void the_key_comes_before_conflicts_too() {
        Partner fresh = Fleet.partner();
        Request create =
                fresh.admin()
                        .post(TENANTS)
                        .key("k")
                        .json(object("slug", Fleet.slug(), "name", "n"));
        Response answer = create.send().expect(201);

        assertThat(create.send().expect(201).bytes()).isEqualTo(answer.bytes());
    }

    @Test
    void then_the_etag_before_conflicts() {
        Tenant fresh = Fleet.tenant();
        String model = fresh.enableModels(1).getFirst();
        fresh.admin()
                .put("/v1/admin/ai-config")
                .json(object("default_model", model, "enabled_models", new String[] {model}))
                .send()
                .expectChanged();
        String disable = "/v1/admin/models/" + model + "/disable";

        fresh.admin().post(disable).send().expectError(409, "SW_MODEL_IS_DEFAULT");
        fresh.admin()
                .post(disable)
                .ifMatch("\"77\"")
                .send()
                .expectError(412, "SW_PRECONDITION_FAILED");
    }

    @Test
    void of_several_conflicts_the_slug_then_the_suspension_then_the_capacity() {
        Partner above = Fleet.partner();
        Partner fresh = above.below();
        String taken = fresh.tenant().slug();
        ObjectNode full =
                object(
                        "name", "n",
                        "contact_email", "a@b.example",
                        "status", "suspended",
                        "max_tenants", 1);
        Fleet.operator().put(fresh.path()).json(full).send().expectChanged();

        create(fresh, taken).expectError(409, "SW_TENANT_SLUG_TAKEN");
        create(fresh, Fleet.slug()).expectError(409, "SW_PARTNER_SUSPENDED");
        Fleet.operator()
                .put(fresh.path())
                .json(Json.with(full, "status", "active"))
                .send()
                .expectChanged();
        create(fresh, Fleet.slug()).expectError(409, "SW_TENANT_CAPACITY");
    }

    private static Response create(Partner partner, String slug) {
        return partner.admin().post(TENANTS).json(object("slug", slug, "name", "n")).send();
    }
}
