package com.scaiwave.admin.contract.harness;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A deployment of a test's own, and its clients. Their answers are checked like all others. */
public interface OwnDeployment extends AutoCloseable {

    URI address();

    /** Where it gets its tokens. */
    URI tokenEndpoint();

    /** A client with a token of these claims, given as names and values in turn. */
    default Api client(@Nullable Object... claims) {
        return Api.bearer(Tokens.from(tokenEndpoint(), claims)).at(address());
    }

    /** A client without a token. */
    default Api anonymous() {
        return Api.anonymous().at(address());
    }

    default Api operator() {
        return client("sub", "usr_operator", "roles", List.of("super_admin"));
    }

    /** An admin of a tenant. */
    default Api admin(String tenantId, String sub) {
        return client("sub", sub, "tenant_id", tenantId, "roles", List.of("tenant_admin"));
    }

    /** The status of its readiness probe. */
    default int readiness() {
        return anonymous().get("/actuator/health/readiness").send().status();
    }

    @Override
    void close();
}
