package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.WithOwnDeployment;
import com.scaiwave.admin.testkit.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Section 1, rate limits, with limits on. The rest of the suite runs without. */
@WithOwnDeployment
@Tag("development")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RateLimitTest {

    private static final int CALLER = 60;
    private static final int TENANT = 90;

    private final AllInOne process =
            AllInOne.start(
                    "limited",
                    Map.of(
                            "SCAIWAVE_LIMITS_CALLERPERMINUTE", String.valueOf(CALLER),
                            "SCAIWAVE_LIMITS_TENANTPERMINUTE", String.valueOf(TENANT)));

    @AfterAll
    void stop() {
        process.close();
    }

    /**
     * Sends requests until one is refused; returns the refusal and how many were answered before.
     */
    private static Refused exhaust(Supplier<Response> ask) {
        for (int answered = 0; answered < 10 * TENANT; answered++) {
            Response response = ask.get();
            if (response.status() == 429) {
                return new Refused(response.expectError(429, "SW_RATE_LIMIT_EXCEEDED"), answered);
            }
            response.expect(200);
        }
        throw new AssertionError("was never refused");
    }

    private record Refused(Response response, int answered) {
        int seconds() {
            return Integer.parseInt(Objects.requireNonNull(response.header("Retry-After")));
        }
    }

    private String tenant(String name) {
        return process.operator()
                .post(Given.TENANTS)
                .json(Given.tenant(name, "prt_demo"))
                .send()
                .expect(201)
                .data()
                .get("id")
                .asString();
    }

    @Test
    void a_caller_that_asks_too_often_is_told_when_to_come_again_and_is_then_answered() {
        Api hasty = process.admin("tnt_demo", "usr_hasty");

        Refused refused = exhaust(() -> hasty.get(Given.STUDIO).send());

        assertThat(refused.answered()).isGreaterThanOrEqualTo(CALLER).isLessThan(TENANT);
        assertThat(refused.seconds()).isBetween(1, 60);
        Waiting.until(
                "it is answered again",
                Duration.ofSeconds(refused.seconds() + 2L),
                () -> hasty.get(Given.STUDIO).send().status() == 200);
    }

    @Test
    void a_write_beyond_the_limit_is_refused_like_a_read_and_changes_nothing() {
        String tenant = tenant("limited-writes");
        Api hasty = process.admin(tenant, "usr_writer");
        exhaust(() -> hasty.get(Given.STUDIO).send());

        // The bucket refills bit by bit; at some point within these requests it is empty.
        int changed = 0;
        int refused = 0;
        for (int i = 0; i < 10; i++) {
            Response response =
                    hasty.post(
                                    Given.PLUGINS
                                            + "/"
                                            + Scene.PLUGIN
                                            + (i % 2 == 0 ? "/enable" : "/disable"))
                            .send();
            if (response.status() == 429) {
                response.expectError(429, "SW_RATE_LIMIT_EXCEEDED");
                refused++;
            } else {
                changed += response.expect(200).changed() ? 1 : 0;
            }
        }

        assertThat(refused).isPositive();
        assertThat(
                        process.operator()
                                .on(tenant)
                                .get(Given.AUDIT)
                                .query("actor_id", "usr_writer")
                                .send()
                                .expect(200)
                                .data())
                .hasSize(changed);
    }

    @Test
    void one_callers_haste_does_not_count_against_another_of_the_same_tenant() {
        String tenant = tenant("limited-callers");
        Api hasty = process.admin(tenant, "usr_hasty_2");
        Api patient = process.admin(tenant, "usr_patient");
        exhaust(() -> hasty.get(Given.STUDIO).send());

        patient.read(Given.STUDIO);
    }

    @Test
    void all_callers_of_a_tenant_together_have_its_limit_and_no_other_tenant_minds() {
        String tenant = tenant("limited-tenant");
        int[] turn = {0};

        Refused refused =
                exhaust(() ->
                        process.admin(tenant, "usr_of_many_" + turn[0]++ % 5)
                                .get(Given.STUDIO)
                                .send());

        assertThat(refused.answered()).isGreaterThanOrEqualTo(TENANT);
        assertThat(refused.seconds()).isBetween(1, 60);
        process.admin(tenant("limited-other"), "usr_of_another").read(Given.STUDIO);
    }

    @Test
    void who_is_not_authenticated_is_told_so_however_often_he_asks() {
        for (int i = 0; i < CALLER + TENANT; i++) {
            process.anonymous().get(Given.STUDIO).send().expectError(401, "SW_AUTH_INVALID_TOKEN");
        }
        process.anonymous().read("/actuator/health/readiness");
    }
}
