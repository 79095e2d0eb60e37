package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reports events as another service does. */
final class Report {

    static final String PATH = "/v1/platform/events";
    static final String ONE = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";
    static final String TIME = "2026-05-17T10:21:00.500000Z";

    private Report() {}

    /** A valid event with a new id. */
    static ObjectNode event(Tenant tenant, String type, @Nullable Object... data) {
        return Json.object(
                "specversion",
                "1.0",
                "id",
                UUID.randomUUID().toString(),
                "source",
                "/contract-tests",
                "type",
                "swp." + type,
                "time",
                TIME,
                "tenantid",
                tenant.id(),
                "data",
                Json.object(data));
    }

    static ObjectNode join(Tenant tenant, String id, String type, @Nullable String localId) {
        return event(
                tenant,
                "participant.join",
                "participant_id",
                id,
                "participant_type",
                type,
                "local_id",
                localId,
                "display_name",
                "Name of " + id);
    }

    static ObjectNode leave(Tenant tenant, String id) {
        return event(tenant, "participant.leave", "participant_id", id);
    }

    static Response one(Object event) {
        return one(Fleet.service(), event);
    }

    static Response one(Api api, Object event) {
        return api.post(PATH).body(ONE, Json.write(event)).send().expect(200);
    }

    static Response batch(List<?> events) {
        return batch(Json.write(events));
    }

    static Response batch(String events) {
        return Fleet.service().post(PATH).body(BATCH, events).send().expect(200);
    }

    /** Reports these events, which must all be accepted. */
    static void taken(ObjectNode... events) {
        assertCounts(batch(List.of(events)), events.length, 0, 0);
    }

    static void assertCounts(Response response, int accepted, int duplicates, int rejected) {
        assertThat(response.data().get("accepted").asInt()).as("%s", response).isEqualTo(accepted);
        assertThat(response.data().get("duplicates").asInt())
                .as("%s", response)
                .isEqualTo(duplicates);
        assertThat(response.data().get("rejected")).as("%s", response).hasSize(rejected);
    }

    /** Checks that one event was rejected, by its index and code. */
    static void assertRejected(Response response, int index, String code) {
        JsonNode rejected = response.data().get("rejected");
        assertThat(rejected).as("%s", response).hasSize(1);
        assertThat(rejected.get(0).get("index").asInt()).as("%s", response).isEqualTo(index);
        assertThat(rejected.get(0).get("code").asString()).as("%s", response).isEqualTo(code);
    }
}
