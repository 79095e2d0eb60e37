package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Together;
import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.client.LogTable;
import com.scaiwave.admin.torture.cluster.Cluster;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A tenant and its partner, with lists as large as lists can be, and long histories.
 *
 * @param admin an admin of both the tenant and the partner
 * @param model a model that is enabled in the tenant
 * @param position the position of the last event of all this
 */
record HungryData(Client admin, String model, long position) {
    private static final int PARTNERS = 16;
    private static final int BATCH = 250;
    private static final int LONGEST_PROMPT = 20_000;

    static HungryData create(Cluster cluster, Run run) throws Exception {
        URI door = cluster.door();
        String name = "hungry" + Long.toString(System.nanoTime(), 36);
        Client operator = Clients.operator(cluster, name + "-operator");
        Answer partner =
                operator.demand(door, Call.post("/v1/admin/partners", partner(name, "slug")));
        String partnerId = partner.data().get("id").asString();
        String tenant = Clients.tenants(operator, door, partnerId, 1).getFirst();
        Client admin = Clients.partnerAdmin(cluster, name, partnerId, tenant);
        String model =
                admin.demand(door, Call.get("/v1/admin/models/catalog"))
                        .data()
                        .get(0)
                        .get("slug")
                        .asString();
        admin.demand(door, Call.post("/v1/admin/models/" + model + "/enable"));
        run.say("participants");
        participants(door, admin, model, run.count(12, 250));
        people(cluster, tenant, run.count(BATCH, 10_000));
        run.say("partners");
        partners(door, admin, name, run.count(20, 1_000));
        return new HungryData(admin, model, new LogTable(cluster).head());
    }

    private static void participants(URI door, Client admin, String model, int count) {
        for (int n = 0; n < count; n++) {
            String body =
                    """
                    {"model": "%s", "local_id": "p%d", "display_name": "Hungry",
                     "system_prompt": "%s", "default_response_mode": "streaming"}
                    """
                            .formatted(model, n, longText('p'));
            admin.demand(
                    door,
                    Call.post("/v1/admin/participants/model", body)
                            .with("Idempotency-Key", "p" + n));
        }
    }

    private static void people(Cluster cluster, String tenant, int count) {
        Client platform = Clients.platform(cluster, "hungry-platform");
        for (int first = 0; first < count; first += BATCH) {
            String body =
                    IntStream.range(first, first + BATCH)
                            .mapToObj(n -> joins(tenant, n))
                            .collect(Collectors.joining(",", "[", "]"));
            platform.demand(
                    cluster.door(),
                    Call.post("/v1/platform/events", body)
                            .with("Content-Type", "application/cloudevents-batch+json"));
        }
    }

    private static String joins(String tenant, int n) {
        return """
        {"specversion": "1.0", "type": "swp.participant.join", "source": "/torture",
         "id": "%s-%d", "time": "%s", "tenantid": "%s",
         "data": {"participant_id": "person-%d", "participant_type": "human",
                  "local_id": "person%d", "display_name": "Person"}}
        """
                .formatted(tenant, n, Instant.now(), tenant, n, n);
    }

    /** Creates partners; each is written by a thread of its own. */
    private static void partners(URI door, Client admin, String name, int updates)
            throws Exception {
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < PARTNERS; n++) {
            String body = partner(name + "-" + n, "slug");
            ids.add(
                    admin.demand(door, Call.post("/v1/admin/partners", body))
                            .data()
                            .get("id")
                            .asString());
        }
        Together.times(
                PARTNERS,
                n -> {
                    for (int update = 0; update < updates; update++) {
                        String body = partner("Update " + update, "status");
                        admin.demand(door, Call.put("/v1/admin/partners/" + ids.get(n), body));
                    }
                    return n;
                });
    }

    /** The body of a new partner, with its slug, or of an update, with its status. */
    private static String partner(String name, String field) {
        return """
        {"name": "%s", "contact_email": "hungry@partner.example", "%s": "%s"}
        """
                .formatted(name, field, field.equals("slug") ? name : "active");
    }

    /**
     * The longest prompt. Its last character is beyond Latin-1, so a string of it takes twice the
     * memory.
     */
    static String longText(char letter) {
        return Character.toString(letter).repeat(LONGEST_PROMPT - 1) + '—';
    }
}
