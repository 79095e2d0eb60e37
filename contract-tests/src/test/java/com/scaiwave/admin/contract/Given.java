package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests and bodies that many tests begin with. */
final class Given {

    static final String CONFIG = "/v1/admin/ai-config";
    static final String STUDIO = "/v1/admin/prompt-studio";
    static final String NOTES = "/v1/admin/note-processing";
    static final String CATALOG = "/v1/admin/models/catalog";
    static final String PLUGINS = "/v1/admin/plugins";
    static final String PARTICIPANTS = "/v1/admin/participants";
    static final String TENANTS = "/v1/admin/tenants";
    static final String PARTNERS = "/v1/admin/partners";
    static final String AUDIT = "/v1/admin/audit";
    static final String STATS = "/v1/admin/stats";
    static final String EVENTS = "/v1/admin/events";

    /** What a tenant's admin reads. */
    static final List<String> TENANT_READS =
            List.of(CONFIG, STUDIO, NOTES, CATALOG, PLUGINS, PARTICIPANTS);

    private Given() {}

    /** The body that configures a model's participant. */
    static ObjectNode participant(String localId) {
        return object(
                "local_id",
                localId,
                "display_name",
                "Name of " + localId,
                "system_prompt",
                "",
                "default_response_mode",
                "streaming",
                "enabled",
                true);
    }

    /** The creation of one more participant of a model. */
    static Request newParticipant(Tenant tenant, String model, String localId) {
        return tenant.admin()
                .post(PARTICIPANTS + "/model")
                .json(Json.with(participant(localId), "model", model));
    }

    /** All of note processing, so that nothing is left to the defaults. */
    static ObjectNode notes(String instructions, @Nullable String model) {
        return object(
                "enabled", true,
                "model", model,
                "categorise", true,
                "tag", false,
                "extract_todos", true,
                "suggest_links", false,
                "instructions", instructions);
    }

    static Request turn(Tenant tenant, String model, boolean on) {
        return tenant.admin().post("/v1/admin/models/" + model + (on ? "/enable" : "/disable"));
    }

    static ObjectNode tenant(String slug, @Nullable String partnerId) {
        ObjectNode body = object("slug", slug, "name", "Tenant " + slug);
        return partnerId == null ? body : body.put("partner_id", partnerId);
    }

    /** Creates a tenant of the demo partner, and returns its id. */
    static String newTenant(Api operator) {
        return operator.post(TENANTS)
                .json(tenant(Fleet.slug(), "prt_demo"))
                .send()
                .expect(201)
                .data()
                .get("id")
                .asString();
    }

    static ObjectNode partner(String slug) {
        return object("slug", slug, "name", "Partner " + slug, "contact_email", "a@b.example");
    }

    /** Changes one field of a partner, as the operator. */
    static Request change(Partner partner, String field, @Nullable Object value) {
        return change(Fleet.operator(), partner, field, value);
    }

    static Request change(Api api, Partner partner, String field, @Nullable Object value) {
        return api.put(partner.path())
                .json(Json.with(Fleet.operator().read(partner.path()).data(), field, value));
    }

    /** Writes of a tenant's admin to several kinds of streams, each of which changes something. */
    static List<Request> writes(Api admin) {
        return List.of(
                admin.put(STUDIO).json(object("enabled", true)),
                admin.put(STUDIO)
                        .key(Fleet.slug())
                        .json(object("allowlist", object("roles", List.of(Fleet.slug())))),
                admin.put(CONFIG)
                        .json(object("scaigrid_api_key", "sgk_" + Fleet.slug() + Fleet.slug())),
                admin.post("/v1/admin/plugins/" + Scene.PLUGIN + "/enable"));
    }

    /** Checks that each of these targets refuses its cursor. */
    static void assertRefused(Api api, Map<String, String> cursors) {
        cursors.forEach((target, cursor) ->
                api.get(target)
                        .query("cursor", cursor)
                        .send()
                        .expectError(400, "SW_VALIDATION_FAILED", "cursor"));
    }

    /** The values of this field of each element, in order. */
    static List<String> each(JsonNode list, String field) {
        return list.valueStream().map(entry -> entry.path(field).asString()).toList();
    }

    /** The element whose field has this value. */
    static JsonNode the(JsonNode list, String field, String value) {
        return list.valueStream()
                .filter(entry -> entry.path(field).asString("").equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + value + " in " + list));
    }

    /** All entries of a paged list, read with this page size. */
    static List<JsonNode> pages(Api api, String target, int limit) {
        List<JsonNode> all = new ArrayList<>();
        Response page = api.get(target).query("limit", limit).send().expect(200);
        page.data().forEach(all::add);
        for (String cursor = page.nextCursor(); cursor != null; cursor = page.nextCursor()) {
            page = api.get(target).query("limit", limit).query("cursor", cursor).send().expect(200);
            page.data().forEach(all::add);
        }
        return all;
    }
}
