package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Forgery;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1: how a refusal tells a client to authenticate (RFC 6750, section 3). */
class ChallengeTest {

    private static final String NONE = "Bearer realm=\"scaiwave\"";
    private static final String INVALID = NONE + ", error=\"invalid_token\"";
    private static final String EXPIRED = INVALID + ", error_description=\"expired\"";
    private static final String SCOPE = NONE + ", error=\"insufficient_scope\"";

    private static void assertChallenge(Response response, int status, String challenge) {
        response.expect(status);
        assertThat(response.header("WWW-Authenticate")).as("%s", response).isEqualTo(challenge);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dXNyOnB3", "Token abc", "DPoP abc"})
    void no_token_is_no_error(String authorization) {
        Api api = Api.anonymous();
        for (String path : List.of(Given.STUDIO, "/nothing", "/actuator/health")) {
            assertChallenge(api.get(path).send(), 401, NONE);
            assertChallenge(api.get(path).header("Authorization", authorization).send(), 401, NONE);
        }
        assertChallenge(
                api.put(Given.STUDIO).header("Authorization", authorization).json("{}").send(),
                401,
                NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "bearer abc", "Bearer a b", "Bearer a.b.c"})
    void a_token_that_is_not_good_is_invalid(String authorization) {
        assertChallenge(
                Api.anonymous().get(Given.STUDIO).header("Authorization", authorization).send(),
                401,
                INVALID);
    }

    @Test
    void so_is_a_forged_an_expired_one_and_two_at_once() {
        Tenant tenant = Fleet.tenant();
        String good = Tokens.admin(tenant.id());
        assertChallenge(Api.bearer(Forgery.tampered(good)).get(Given.STUDIO).send(), 401, INVALID);
        assertChallenge(
                Api.bearer(good).get(Given.STUDIO).header("Authorization", "Bearer " + good).send(),
                401,
                INVALID);
        String expired =
                Tokens.of("sub", "ada", "roles", List.of("super_admin"), "ttl_seconds", -3600);
        assertChallenge(Api.bearer(expired).get(Given.STUDIO).send(), 401, EXPIRED);
    }

    @Test
    void what_a_good_token_does_not_allow_is_a_matter_of_scope() {
        Tenant tenant = Fleet.tenant();
        Tenant other = Fleet.tenant();
        assertChallenge(tenant.nobody().get(Given.STUDIO).send(), 403, SCOPE);
        assertChallenge(tenant.nobody().get("/nothing").send(), 403, SCOPE);
        assertChallenge(tenant.admin().get(Given.PARTNERS).send(), 403, SCOPE);
        assertChallenge(tenant.admin().get("/actuator/health").send(), 403, SCOPE);
        assertChallenge(tenant.admin().on(other.id()).get(Given.STUDIO).send(), 403, SCOPE);
        assertThat(tenant.admin().get("/nothing").send().expect(404).header("WWW-Authenticate"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"robot", "system", "Service", " user", ""})
    void an_actor_type_that_there_is_not_is_no_user(String type) {
        String token = Tokens.of("sub", "ada", "roles", List.of("super_admin"), "actor_type", type);

        assertChallenge(Api.bearer(token).get(Given.PARTNERS).send(), 401, INVALID);
    }
}
