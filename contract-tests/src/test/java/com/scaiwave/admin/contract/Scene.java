package com.scaiwave.admin.contract;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.OpenApi;
import com.scaiwave.admin.contract.harness.OpenApi.Operation;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Tokens;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A fleet: a partner, one above it, one below it, and an unrelated one. Each has a tenant with
 * something of everything. The scene has a valid request of every operation on each.
 */
final class Scene {

    /**
     * The partner and tenant of a request: none, one of the scene's, or one that does not exist.
     */
    enum Target {
        NONE,
        ABOVE,
        MIDDLE,
        BELOW,
        OTHER,
        ABSENT
    }

    static final String PLUGIN = "scaiwave.web_search";

    private final Map<Target, Partner> partners = new EnumMap<>(Target.class);
    private final Map<Target, Tenant> tenants = new EnumMap<>(Target.class);
    private final Map<Tenant, String> entries = new HashMap<>();
    private final Map<Target, String> participants = new EnumMap<>(Target.class);
    private final List<String> models = Fleet.modelSlugs(3);

    private Scene() {
        Partner above = Fleet.partner();
        Partner middle = above.below();
        settle(Target.ABOVE, above);
        settle(Target.MIDDLE, middle);
        settle(Target.BELOW, middle.below());
        settle(Target.OTHER, Fleet.partner());
    }

    private static @Nullable Scene shared;

    /** The scene of all tests that are not disturbed by each other's writes. */
    static synchronized Scene shared() {
        Scene scene = shared;
        if (scene == null) {
            scene = new Scene();
            shared = scene;
        }
        return scene;
    }

    /** A scene of its own, for a test that counts what exists. */
    static Scene fresh() {
        return new Scene();
    }

    private void settle(Target target, Partner partner) {
        Tenant tenant = partner.tenant();
        Operation config = OpenApi.operation("putAiConfig");
        tenant.admin().put(config.path()).json(body(config, target)).send().expect(200);
        partners.put(target, partner);
        tenants.put(target, tenant);
        Operation create = OpenApi.operation("createModelParticipant");
        JsonNode participant =
                tenant.admin()
                        .post(create.path())
                        .json(body(create, target))
                        .send()
                        .expect(201)
                        .data();
        participants.put(target, participant.get("id").asString());
    }

    Partner partner(Target target) {
        return known(partners, target);
    }

    Tenant tenant(Target target) {
        return known(tenants, target);
    }

    Tenant tenant() {
        return tenant(Target.MIDDLE);
    }

    String partnerId(Target target) {
        return target == Target.ABSENT ? "prt_absent" : partner(target).id();
    }

    String tenantId(Target target) {
        return target == Target.ABSENT ? "tnt_absent" : tenant(target).id();
    }

    /** A caller of the middle partner who may do this. */
    Api allowed(Operation operation) {
        return switch (operation.access()) {
            case "public" -> Api.anonymous();
            case "service" -> Api.bearer(Tokens.service());
            case "partner-admin" -> partner(Target.MIDDLE).admin();
            case "operator" -> Fleet.operator();
            default -> tenant().admin();
        };
    }

    /** A valid request of this operation on the middle partner or its tenant. */
    Request request(Operation operation) {
        return request(operation, allowed(operation), Target.MIDDLE);
    }

    /** A valid request of this operation, whose path and body name things of this target. */
    Request request(Operation operation, Api caller, Target target) {
        Request request = caller.request(operation.method(), path(operation, target));
        String type = type(operation);
        return operation.takes(type)
                ? request.body(type, Json.write(body(operation, target)))
                : request;
    }

    /**
     * The media type of a body. Platform events may also be sent as data alone, with the rest in
     * headers.
     */
    private static String type(Operation operation) {
        String event = "application/cloudevents+json";
        return operation.takes(event) ? event : "application/json";
    }

    String path(Operation operation, Target target) {
        String slug = operation.id().equals("putModelParticipant") ? models.get(0) : models.get(2);
        String query = operation.id().equals("getConsistencyProof") ? "?from=1&to=1" : "";
        boolean leaves = operation.id().equals("getTreeEntries");
        return operation
                .path()
                .concat(query)
                .replace("{tile}", leaves ? "000.p/1" : "0/000.p/1")
                .replace("{audit_id}", auditId(operation, target))
                .replace("{slug}", slug)
                .replace("{plugin_id}", PLUGIN)
                .replace("{participant_id}", participants.getOrDefault(target, "ptc_absent"))
                .replace("{tenant_id}", named(operation, target) ? tenantId(target) : "")
                .replace("{partner_id}", named(operation, target) ? partnerId(target) : "");
    }

    /** The id of the newest entry of a target's tenant. */
    private String auditId(Operation operation, Target target) {
        if (!operation.path().contains("{audit_id}")) {
            return "";
        }
        if (target == Target.ABSENT) {
            return "audit-00000000-0000-0000-0000-000000000000";
        }
        Tenant tenant = tenant(target == Target.NONE ? Target.MIDDLE : target);
        return entries.computeIfAbsent(
                tenant,
                t ->
                        t.admin()
                                .get("/v1/admin/audit?limit=1")
                                .send()
                                .expect(200)
                                .data()
                                .get(0)
                                .get("id")
                                .asString());
    }

    private static boolean named(Operation operation, Target target) {
        return operation.path().contains("{") && target != Target.NONE;
    }

    /** The document's example, with the ids of this scene. */
    JsonNode body(Operation operation, Target target) {
        ObjectNode body = (ObjectNode) operation.exampleBody(type(operation)).deepCopy();
        switch (operation.id()) {
            case "putAiConfig" -> {
                body.put("default_model", models.get(0));
                body.set("enabled_models", Json.tree(models.subList(0, 2)));
            }
            case "putNoteProcessing" -> body.put("model", models.get(0));
            case "createModelParticipant" ->
                    body.put("model", models.get(0)).put("local_id", Fleet.slug());
            case "createTenant" ->
                    body.put("slug", Fleet.slug()).put("partner_id", partnerId(target));
            case "createPartner" ->
                    body.put("slug", Fleet.slug()).put("parent_partner_id", partnerId(target));
            case "recordPlatformEvents" ->
                    body.put("id", Fleet.slug()).put("tenantid", tenantId(target));
            default -> {}
        }
        return body;
    }

    private static <T> T known(Map<Target, T> things, Target target) {
        return Objects.requireNonNull(things.get(target));
    }
}
