package com.scaiwave.admin.contract.harness;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The audit log, as evidence of what happened and what did not. */
public final class Audit {

    /**
     * The actions of sections 3 and 4. Those of section 7 are left out: reads and refusals cause
     * them.
     */
    public static final List<String> WRITES =
            List.of(
                    "ai_config.update",
                    "prompt_studio.update",
                    "note_processing.update",
                    "model.enable",
                    "model.disable",
                    "participant.create",
                    "participant.update",
                    "plugin.enable",
                    "plugin.disable",
                    "tenant.create",
                    "partner.create",
                    "partner.update");

    private Audit() {}

    /** The entries of all writes that this client sees, newest first, 1000 at most. */
    public static List<JsonNode> writes(Api api) {
        return entries(request(api, 1000));
    }

    /** The ids of all writes of an actor, newest first, as the operator sees them. */
    public static List<String> writesOf(String actorId) {
        return entries(request(Fleet.operator(), 1000).query("actor_id", actorId)).stream()
                .map(entry -> entry.get("id").asString())
                .toList();
    }

    /** The entries of an action that this client sees, newest first. */
    public static List<JsonNode> of(Api api, String action) {
        return entries(api.get("/v1/admin/audit").query("action", action));
    }

    private static Request request(Api api, int limit) {
        Request request = api.get("/v1/admin/audit").query("limit", limit);
        WRITES.forEach(action -> request.query("action", action));
        return request;
    }

    private static List<JsonNode> entries(Request request) {
        return request.send().expect(200).data().valueStream().toList();
    }
}
