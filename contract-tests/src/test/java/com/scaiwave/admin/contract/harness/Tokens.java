package com.scaiwave.admin.contract.harness;

import com.scaiwave.admin.testkit.http.Client;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Development tokens, fetched once for each set of claims. */
public final class Tokens {

    private static final int TTL_SECONDS = 6 * 3600;
    private static final Map<String, String> CACHE = new ConcurrentHashMap<>();
    private static final Client CLIENT = Client.anonymous(Duration.ofSeconds(60));

    private Tokens() {}

    /** A token with these claims: names and values in turn; a null value is left out. */
    public static String of(@Nullable Object... claims) {
        return from(Deployment.tokenEndpoint(), claims);
    }

    /** A token from another deployment than the one under test. */
    static String from(URI endpoint, @Nullable Object... claims) {
        var body = Json.object(claims);
        return CACHE.computeIfAbsent(
                endpoint
                        + " "
                        + Json.write(
                                body.has("ttl_seconds")
                                        ? body
                                        : Json.with(body, "ttl_seconds", TTL_SECONDS)),
                Tokens::fetch);
    }

    public static String admin(String tenantId) {
        return admin(tenantId, "usr_admin");
    }

    public static String admin(String tenantId, String sub) {
        return of("sub", sub, "tenant_id", tenantId, "roles", new String[] {"tenant_admin"});
    }

    public static String partnerAdmin(String partnerId) {
        return of(
                "sub",
                "usr_" + partnerId,
                "partner_id",
                partnerId,
                "roles",
                new String[] {"partner_admin"});
    }

    public static String operator() {
        return of("sub", "usr_operator", "roles", new String[] {"super_admin"});
    }

    /** A service that may report the events of all tenants. */
    public static String service() {
        return of(
                "sub", "svc_platform",
                "permissions", new String[] {"platform:ingest"},
                "actor_type", "service");
    }

    /** A service that may report the events of one tenant. */
    public static String service(String tenantId) {
        return of(
                "sub",
                "svc_platform",
                "tenant_id",
                tenantId,
                "permissions",
                new String[] {"platform:ingest"},
                "actor_type",
                "service");
    }

    /** A user of a tenant without any role. */
    public static String nobody(String tenantId) {
        return of("sub", "usr_nobody", "tenant_id", tenantId, "roles", new String[] {});
    }

    private static String fetch(String endpointAndBody) {
        String endpoint = endpointAndBody.substring(0, endpointAndBody.indexOf(' '));
        String body = endpointAndBody.substring(endpoint.length() + 1);
        return CLIENT.token(URI.create(endpoint), body);
    }
}
