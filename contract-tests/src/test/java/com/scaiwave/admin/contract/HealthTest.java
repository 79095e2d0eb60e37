package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.Tokens;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2: health, and no other actuator endpoint on the API's port. */
@Tag("split")
class HealthTest {

    @ParameterizedTest
    @ValueSource(strings = {"readiness", "liveness"})
    void whether_it_is_ready_and_alive_needs_no_token(String probe) {
        String path = "/actuator/health/" + probe;

        Response response = Api.anonymous().read(path);

        assertThat(response.json().get("status").asString()).isEqualTo("UP");
        assertThat(response.json().has("components")).isFalse();
        Api.anonymous().head(path).send().expect(200);
        Api.bearer("not.a.token").read(path);
    }

    @Test
    void the_state_and_lag_of_each_projection_is_in_the_operators_health() {
        Response health = Fleet.operator().read("/actuator/health");

        assertThat(health.json().get("status").asString()).isEqualTo("UP");
        assertThat(health.text()).containsIgnoringCase("projection").containsIgnoringCase("lag");
    }

    @Test
    void nobody_else_is_told_more_than_whether_it_is_well() {
        Tenant tenant = Fleet.tenant();
        for (Api caller :
                List.of(
                        Api.anonymous(),
                        tenant.admin(),
                        tenant.partner().admin(),
                        Fleet.service(),
                        tenant.nobody())) {
            Response response = caller.get("/actuator/health").send();
            response.assertStatus().isIn(200, 401, 403, 404);
            if (response.status() == 200) {
                assertThat(response.json().propertyNames()).isSubsetOf("status", "groups");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/env",
                "/beans",
                "/caches",
                "/conditions",
                "/configprops",
                "/flyway",
                "/heapdump",
                "/httpexchanges",
                "/info",
                "/loggers",
                "/mappings",
                "/metrics",
                "/prometheus",
                "/scheduledtasks",
                "/sbom",
                "/startup",
                "/threaddump"
            })
    void no_other_actuator_endpoint_is_reachable_here(String endpoint) {
        String path = "/actuator" + endpoint;

        Api.anonymous().get(path).send().assertStatus().isIn(401, 404);
        Api.bearer(Tokens.admin("tnt_demo")).get(path).send().assertStatus().isIn(403, 404);
        Fleet.operator().get(path).send().assertStatus().isIn(403, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shutdown", "/restart", "/refresh", "/loggers/root"})
    void nothing_can_be_done_through_an_actuator(String endpoint) {
        Fleet.operator()
                .post("/actuator" + endpoint)
                .json("{}")
                .send()
                .assertStatus()
                .isIn(403, 404, 405);
    }
}
