package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Rows;
import com.scaiwave.admin.contract.harness.WithOwnDeployment;
import com.scaiwave.admin.testkit.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Section 1, the client's address and the rate limits: a process behind a proxy on this machine,
 * whose limits were changed between two starts.
 */
@WithOwnDeployment
@Tag("development")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BehindProxyTest {

    private static final String LIMIT = "SCAIWAVE_LIMITS_CALLERPERMINUTE";
    private static final String PROXIES = "SCAIWAVE_EDGE_TRUSTEDPROXIES";

    private final AllInOne process = AllInOne.prepare("proxied");
    private boolean enabled;

    @BeforeAll
    void start() {
        startWithLimit("1000");
    }

    private void startWithLimit(String limit) {
        process.start(Map.of(PROXIES, "::ffff:127.0.0.1,10.0.0.0/8", LIMIT, limit));
    }

    @AfterAll
    void stop() {
        process.close();
    }

    private Api admin(String sub) {
        return process.admin("tnt_demo", sub);
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

    @Test
    void a_limit_that_was_changed_holds_at_once_and_what_is_full_again_is_removed() {
        process.stop();
        startWithLimit("2");
        Api hasty = admin("usr_hasty");
        hasty.read(Given.STUDIO);
        hasty.read(Given.STUDIO);
        hasty.get(Given.STUDIO).send().expectError(429, "SW_RATE_LIMIT_EXCEEDED");
        process.stop();
        startWithLimit("1000");

        Api again = admin("usr_hasty");
        for (int i = 0; i < 20; i++) {
            again.read(Given.STUDIO);
        }

        assertThat(
                        buckets(
                                "insert into edge.rate_limits (id, state, expires_at) select 'old-' || n, null, 1 from generate_series(1, 2500) as n"))
                .isGreaterThan(2_500);
        Waiting.until(
                "buckets of the past are removed", Duration.ofSeconds(40), () -> buckets("") < 100);
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
                admin(who)
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

    @Test
    void a_range_that_is_none_is_refused_at_the_start() {
        assertThat(AllInOne.prepare("no-range").refusal(Map.of(PROXIES, "127.0.0.1,10.0.0.0/33")))
                .contains(
                        "scaiwave.edge.trusted-proxies has '10.0.0.0/33', which is no address and"
                                + " no CIDR range");
    }
}
