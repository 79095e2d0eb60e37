package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Deployment;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.SideNode;
import com.scaiwave.admin.testkit.Issuer;
import com.scaiwave.admin.testkit.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
 * Section 1, who may call: a command node whose issuer is down when the node starts, then comes up,
 * then changes its keys, then is down again. It listens on IPv6.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("thorough")
class IssuerTest {

    private static final String ENABLE = Given.PLUGINS + "/" + Scene.PLUGIN + "/enable";
    private static final String READY = "/actuator/health/readiness";
    private static final Duration SOON = Duration.ofSeconds(15);

    private final Issuer issuer = Issuer.absent();
    private final ECKey first = Issuer.newKey();
    private @Nullable SideNode node;
    private @Nullable Tenant tenant;

    @BeforeAll
    void a_node_without_its_issuer() {
        node =
                Deployment.another(
                        "moving-issuer",
                        "command",
                        Map.of(
                                "SERVER_ADDRESS", "::1",
                                "SCAIWAVE_AUTH_ISSUER", issuer.address().toString(),
                                "SCAIWAVE_AUTH_CLAIMS_ROLES", "realm_access.roles",
                                "SCAIWAVE_AUTH_CLAIMS_PERMISSIONS", "scope"));
        tenant = Fleet.tenant();
    }

    @AfterAll
    void stop() {
        if (node != null) {
            node.close();
        }
        issuer.close();
    }

    private SideNode node() {
        return Objects.requireNonNull(node);
    }

    private Tenant tenant() {
        return Objects.requireNonNull(tenant);
    }

    private Api bearer(String token) {
        return Api.bearer(token).at(node().address());
    }

    private Response enable(String token) {
        return bearer(token).post(ENABLE).send();
    }

    /** The first answer that is not 503: on a busy machine, fetching the keys may take too long. */
    private Response settled(String token) {
        AtomicReference<@Nullable Response> last = new AtomicReference<>();
        Waiting.until(
                "the token is told good or bad",
                SOON,
                () -> {
                    Response response = enable(token);
                    last.set(response);
                    return response.status() != 503;
                });
        return Objects.requireNonNull(last.get());
    }

    private String good(ECKey key) {
        return issuer.token(key, "JWT", claims(List.of("tenant_admin")));
    }

    private Map<String, Object> claims(Object roles) {
        return Map.of("tenant_id", tenant().id(), "realm_access", Map.of("roles", roles));
    }

    private int readiness() {
        return Api.anonymous().at(node().address()).get(READY).send().status();
    }

    private long logged(String text) {
        return node().output().lines().filter(line -> line.contains(text)).count();
    }

    @Test
    @Order(1)
    void without_its_issuer_it_is_not_ready_and_no_token_is_bad() {
        assertThat(readiness()).isEqualTo(503);
        for (int i = 0; i < 3; i++) {
            Response response = enable(good(first));
            response.expectError(503, "SW_UNAVAILABLE");
            assertThat(response.header("Retry-After")).isEqualTo("1");
        }
        assertThat(logged("the issuer's keys can't be had")).isEqualTo(1);
        assertThat(node().output())
                .contains(issuer.address() + "/.well-known/openid-configuration");
    }

    @Test
    @Order(2)
    void it_is_ready_as_soon_as_the_issuer_is_back() {
        issuer.publish(first);
        issuer.up();

        Waiting.until("it is ready", SOON, () -> readiness() == 200);

        enable(good(first)).expect(200);
        assertThat(logged("the issuer's keys can be had again")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"at+jwt", "AT+JWT", "application/at+jwt", "application/jwt", "jwt"})
    @Order(3)
    void a_token_may_say_in_several_ways_that_it_is_one(String type) {
        enable(issuer.token(first, type, claims("tenant_admin"))).expect(200);
    }

    @Test
    @Order(3)
    void claims_may_come_in_several_ways() {
        enable(issuer.token(first, null, claims("tenant_admin"))).expect(200);
        enable(
                        issuer.token(
                                first,
                                null,
                                Map.of("tenant_id", tenant().id(), "scope", "openid admin:access")))
                .expect(200);
        enable(
                        issuer.token(
                                first,
                                null,
                                Map.of(
                                        "tenant_id",
                                        tenant().id(),
                                        "realm_access.roles",
                                        List.of("tenant_admin"),
                                        "realm_access",
                                        Map.of("roles", List.of()))))
                .expect(200);
        Response none =
                enable(
                        issuer.token(
                                first,
                                null,
                                Map.of("tenant_id", tenant().id(), "roles", "tenant_admin")));
        none.expectError(403, "SW_AUTH_INSUFFICIENT_PERMISSION");
        assertThat(none.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"scaiwave\", error=\"insufficient_scope\"");
    }

    @ParameterizedTest
    @CsvSource({
        "actor_type, robot, actor_type is neither user nor service",
        "actor_type, system, actor_type is neither user nor service",
        "aud, somebody-else, aud does not name this API",
        "iss, https://somebody.example, iss is not the issuer",
        "nbf, 9999999999, it is not valid yet"
    })
    @Order(3)
    void why_a_token_was_refused_is_in_the_log_and_the_token_is_not(
            String claim, String value, String reason) {
        String requestId = UUID.randomUUID().toString();
        String token =
                issuer.token(
                        first,
                        "JWT",
                        Map.of(claim, claim.equals("nbf") ? Long.valueOf(value) : value));

        bearer(token)
                .post(ENABLE)
                .header("X-Request-Id", requestId)
                .send()
                .expectError(401, "SW_AUTH_INVALID_TOKEN");

        Waiting.until("it is logged", SOON, () -> logged(requestId) > 0);
        assertThat(node().output().lines().filter(line -> line.contains(requestId)))
                .singleElement()
                .asString()
                .contains("token refused", reason)
                .doesNotContain(token.split("\\.", -1)[1].substring(0, 20));
    }

    @Test
    @Order(4)
    void a_flood_of_bad_tokens_is_no_flood_of_the_log() {
        for (int i = 0; i < 100; i++) {
            enable("not.a.token").expectError(401, "SW_AUTH_INVALID_TOKEN");
        }
        assertThat(logged("it can't be read")).isBetween(1L, 40L);
    }

    @Test
    @Order(5)
    void one_key_that_can_not_be_used_does_not_disturb_the_others() {
        ECKey second = Issuer.newKey();
        issuer.publish(
                "{\"keys\": [{\"kty\":\"EC\",\"kid\":\"x\",\"crv\":\"P-256\",\"x\":\"AA\"}, {\"kty\":\"oct\",\"k\":\"AA\"}, 7, "
                        + first.toPublicJWK().toJSONString()
                        + ","
                        + second.toPublicJWK().toJSONString()
                        + "]}");

        settled(good(second)).expect(200);
        enable(good(first)).expect(200);
    }

    @Test
    @Order(6)
    void made_up_keys_do_not_hide_a_new_one() {
        int before = issuer.asked();
        long began = System.nanoTime();
        settled(good(Issuer.newKey())).expectError(401, "SW_AUTH_INVALID_TOKEN");
        settled(good(Issuer.newKey())).expectError(401, "SW_AUTH_INVALID_TOKEN");
        ECKey third = Issuer.newKey();
        issuer.publish(first, third);
        settled(good(third)).expect(200);

        AtomicBoolean enough = new AtomicBoolean();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < 8; i++) {
                    senders.execute(() -> {
                        while (!enough.get()) {
                            enable(good(Issuer.newKey())).assertStatus().isIn(401, 503);
                        }
                    });
                }
                ECKey fourth = Issuer.newKey();
                issuer.publish(first, fourth);
                settled(good(fourth)).expect(200);
            } finally {
                enough.set(true);
            }
        }
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        assertThat(issuer.asked() - before).isLessThanOrEqualTo((int) seconds + 2);
    }

    @Test
    @Order(7)
    void an_issuer_that_is_away_does_not_matter_to_the_keys_that_are_known() {
        issuer.down();

        enable(good(first)).expect(200);
        assertThat(readiness()).isEqualTo(200);
        enable(good(Issuer.newKey())).expectError(503, "SW_UNAVAILABLE");

        ECKey fifth = Issuer.newKey();
        issuer.publish("<html>starting</html>");
        issuer.up();
        enable(good(fifth)).expectError(503, "SW_UNAVAILABLE");
        issuer.publish(first, fifth);
        Waiting.until("the new key is found", SOON, () -> enable(good(fifth)).status() == 200);
    }

    @Test
    @Order(8)
    void a_client_on_ipv6_is_recorded_without_brackets() {
        bearer(good(first))
                .put(Given.STUDIO)
                .json("{\"enabled\": true, \"allowlist\": {\"roles\": [], \"groups\": []}}")
                .send()
                .expectChanged();

        assertThat(
                        tenant().admin()
                                .get(Given.AUDIT)
                                .query("action", "prompt_studio.update")
                                .send()
                                .expect(200)
                                .data()
                                .get(0)
                                .get("ip")
                                .asString())
                .isEqualTo("::1");
    }
}
