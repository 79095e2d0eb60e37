package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Lateness;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.Rows;
import com.scaiwave.admin.contract.harness.WithOwnDeployment;
import com.scaiwave.admin.testkit.Together;
import com.scaiwave.admin.testkit.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Section 1: the rate limits, and the client's address, of a process behind a proxy on this
 * machine. The rest of the suite runs without limits.
 */
@WithOwnDeployment
@Tag("development")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EdgeTest {

    private static final String PROXIES = "SCAIWAVE_EDGE_TRUSTEDPROXIES";
    private static final int CALLER = 60;
    private static final int TENANT = 90;

    private final AllInOne process = AllInOne.prepare("edge");
    private boolean enabled;

    @BeforeAll
    void start() {
        startWithLimits(CALLER, TENANT);
    }

    private void startWithLimits(int caller, int tenant) {
        process.start(
                Map.of(
                        PROXIES,
                        "::ffff:127.0.0.1,10.0.0.0/8",
                        "SCAIWAVE_LIMITS_CALLERPERMINUTE",
                        String.valueOf(caller),
                        "SCAIWAVE_LIMITS_TENANTPERMINUTE",
                        String.valueOf(tenant)));
    }

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
        Api hasty = process.admin(tenant("limited-reads"), "usr_hasty");

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

    /** A frozen server answers neither the limits' statements nor the driver's cancels of them. */
    @Test
    void whoever_asks_while_postgresql_hangs_is_told_within_five_seconds() {
        String tenant = tenant("limited-by-a-frozen-database");
        List<Request> requests = new ArrayList<>();
        for (int n = 0; n < 18; n++) {
            Api admin = process.admin(tenant, "usr_waits_" + n);
            requests.add(admin.get(Given.STUDIO));
            requests.add(admin.put(Given.STUDIO).json(object("enabled", n % 2 == 0)));
        }
        Together.times(requests.size(), n -> requests.get(n).send());

        process.postgres().freeze();
        try (Lateness lateness = Lateness.of(process)) {
            for (int round = 0; round < 2; round++) {
                Together.times(
                        requests.size(),
                        n -> {
                            long start = System.nanoTime();
                            Response response = requests.get(n).send();
                            assertThat(Duration.ofNanos(System.nanoTime() - start))
                                    .as("%s", response)
                                    .isLessThan(Duration.ofSeconds(5).plus(lateness.since(start)));
                            return response.expectError(503, "SW_UNAVAILABLE");
                        });
            }
        } finally {
            process.postgres().thaw();
        }

        Waiting.until(
                "it is ready again",
                Duration.ofSeconds(60),
                () -> process.anonymous().get("/actuator/health/readiness").send().status() == 200);
        requests.forEach(request -> request.send().expect(200));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    203.0.113.7:51008                    | 203.0.113.7
                    198.51.100.9, 203.0.113.7:51008      | 203.0.113.7
                    203.0.113.7:51008, 10.0.0.5:443      | 203.0.113.7
                    [2001:DB8:0:0:0:0:0:1]:51008         | 2001:db8::1
                    2001:db8:0:0:1:0:0:1                 | 2001:db8::1:0:0:1
                    [fe80::1%25eth0]                     | fe80::1
                    ::ffff:203.0.113.7                   | 203.0.113.7
                    "203.0.113.7"                        | 203.0.113.7
                    203.0.113.9, unknown                 | 127.0.0.1
                    203.0.113.9, unknown, 10.0.0.5       | 10.0.0.5
                    203.0.113.9, 7                       | 127.0.0.1
                    proxy.example                        | 127.0.0.1
                    """)
    void the_audit_log_names_the_client_however_the_proxy_writes_it(
            String forwarded, String recorded) {
        assertThat(ip(forwarded)).isEqualTo(recorded);
    }

    @Test
    void a_proxy_may_write_a_line_of_its_own() {
        assertThat(ip("198.51.100.9", "203.0.113.7:1")).isEqualTo("203.0.113.7");
        assertThat(ip()).isEqualTo("127.0.0.1");
    }

    private String ip(String... forwarded) {
        enabled = !enabled;
        String who = "usr_" + UUID.randomUUID();
        Request put =
                process.admin("tnt_demo", who)
                        .put(Given.STUDIO)
                        .json(
                                "{\"enabled\": "
                                        + enabled
                                        + ", \"allowlist\": {\"roles\": [\""
                                        + who
                                        + "\"], \"groups\": []}}");
        List.of(forwarded).forEach(line -> put.header("X-Forwarded-For", line));
        put.sendRaw().expectChanged();
        return process.operator()
                .get(Given.AUDIT)
                .query("actor_id", who)
                .send()
                .expect(200)
                .data()
                .get(0)
                .get("ip")
                .asString();
    }

    /**
     * Comes last, since it restarts the process with other limits than the other tests need. The
     * process is killed for that: its PostgreSQL is left behind, and the next start replaces it.
     */
    @Test
    @Order(Integer.MAX_VALUE)
    void a_limit_that_was_changed_holds_at_once_and_what_is_full_again_is_removed() {
        Api hasty = process.admin("tnt_demo", "usr_hasty");
        exhaust(() -> hasty.get(Given.STUDIO).send());
        String created = tenant("created-before-the-kill");
        long leftBehind = process.postgres().postmaster().orElseThrow().pid();
        process.kill9();
        startWithLimits(1_000, 1_000);
        assertThat(process.postgres().postmaster().orElseThrow().pid()).isNotEqualTo(leftBehind);
        process.admin(created, "usr_any").read(Given.STUDIO);

        Api again = process.admin("tnt_demo", "usr_hasty");
        for (int i = 0; i < 2 * CALLER; i++) {
            again.read(Given.STUDIO);
        }

        assertThat(
                        buckets(
                                "insert into edge.rate_limits (id, state, expires_at) select 'old-' || n, null, 1 from generate_series(1, 2500) as n"))
                .isGreaterThan(2_500);
        Waiting.until(
                "buckets of the past are removed", Duration.ofSeconds(40), () -> buckets("") < 100);
    }

    private long buckets(String change) {
        try (Connection connection = process.postgres().connect();
                Statement statement = connection.createStatement()) {
            if (!change.isEmpty()) {
                statement.executeUpdate(change);
            }
            return Rows.number(statement, "select count(*) from edge.rate_limits");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
