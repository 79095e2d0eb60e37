package com.scaiwave.admin.torture.client;

import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import com.scaiwave.admin.testkit.http.Ledger;
import com.scaiwave.admin.torture.cluster.Cluster;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The clients of a cluster, with tokens for a day, and the tenants that they create. */
public final class Clients {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int DAY = 86_400;

    private Clients() {}

    /** A client without a token. */
    public static Client anonymous() {
        return Client.anonymous(PATIENCE);
    }

    /** An operator, who may do everything everywhere. */
    public static Client operator(Cluster cluster, String name) {
        return of(cluster, name, Map.of("roles", List.of("super_admin")));
    }

    /** An admin of a tenant. */
    public static Client admin(Cluster cluster, String name, String tenant) {
        return of(cluster, name, Map.of("roles", List.of("tenant_admin"), "tenant_id", tenant));
    }

    /** An admin of a partner and of the partners below it, at work in one of its tenants. */
    public static Client partnerAdmin(Cluster cluster, String name, String partner, String tenant) {
        List<String> roles = List.of("tenant_admin", "partner_admin");
        return of(
                cluster, name, Map.of("roles", roles, "partner_id", partner, "tenant_id", tenant));
    }

    /** A service that reports platform events. */
    public static Client platform(Cluster cluster, String name) {
        return of(
                cluster,
                name,
                Map.of("actor_type", "service", "permissions", List.of("platform:ingest")));
    }

    private static Client of(Cluster cluster, String name, Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>(claims);
        all.put("sub", name);
        all.put("ttl_seconds", DAY);
        return Client.bearer(cluster.token(all), PATIENCE);
    }

    /** A ledger of an operator. */
    public static Ledger ledger(Cluster cluster, String name) {
        return new Ledger(name, unique -> operator(cluster, unique));
    }

    /** Creates tenants of {@code prt_demo}. */
    public static List<String> tenants(Client operator, URI door, int count) {
        return tenants(operator, door, "prt_demo", count);
    }

    /** Creates tenants of a partner. */
    public static List<String> tenants(Client operator, URI door, String partner, int count) {
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            String slug = "t" + Long.toString(System.nanoTime(), 36) + n;
            String body =
                    """
                    {"slug": "%s", "name": "Torture", "partner_id": "%s"}
                    """
                            .formatted(slug, partner);
            Call call = Call.post("/v1/admin/tenants", body).with("Idempotency-Key", slug);
            ids.add(operator.demand(door, call).data().get("id").asString());
        }
        return ids;
    }
}
