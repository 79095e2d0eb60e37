package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.STUDIO;
import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Deployment;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Forgery;
import com.scaiwave.admin.contract.harness.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2, as far as HTTP shows it: development tokens, and the initial data. */
@Tag("development")
class DevelopmentTest {

    private static Response ask(Object body) {
        return Api.anonymous().post("/dev/token").json(body).send();
    }

    private static String token(Object body) {
        return ask(body).expect(200).json().get("access_token").asString();
    }

    private static JWTClaimsSet claims(Object body) {
        return Forgery.claims(token(body));
    }

    @Test
    void without_anything_asked_it_is_an_admin_of_the_demo_tenant_for_an_hour() throws Exception {
        Response response = ask("{}").expect(200);

        assertThat(response.json().propertyNames())
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in");
        assertThat(response.json().get("token_type").asString()).isEqualTo("Bearer");
        assertThat(response.json().get("expires_in").asInt()).isEqualTo(3600);
        String token = response.json().get("access_token").asString();
        JWTClaimsSet claims = Forgery.claims(token);
        assertThat(claims.getSubject()).isEqualTo("dev");
        assertThat(claims.getStringClaim("tenant_id")).isEqualTo("tnt_demo");
        assertThat(claims.getStringListClaim("roles")).containsExactly("tenant_admin");
        assertThat(claims.getClaim("partner_id")).isNull();
        assertThat(lifetime(claims)).isEqualTo(Duration.ofHours(1));
        Api.bearer(token).read(STUDIO);
    }

    private static Duration lifetime(JWTClaimsSet claims) {
        return Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\": \"usr_ada\"}",
                "{\"ttl_seconds\": 60}",
                "{\"actor_type\": \"service\"}",
                "{\"sub\": \"usr_ada\", \"ttl_seconds\": 60, \"actor_type\": \"user\"}"
            })
    void what_says_nothing_of_reach_or_rights_gets_the_same(String body) throws Exception {
        JWTClaimsSet claims = claims(body);

        assertThat(claims.getStringClaim("tenant_id")).isEqualTo("tnt_demo");
        assertThat(claims.getStringListClaim("roles")).containsExactly("tenant_admin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'tenant_id': 'tnt_demo'} | tenant_id",
                "{'partner_id': 'prt_demo'} | partner_id",
                "{'roles': ['super_admin']} | roles",
                "{'permissions': ['platform:ingest']} | permissions"
            })
    void where_one_is_given_the_others_are_no_claims(String body, String given) {
        JWTClaimsSet claims = claims(body.replace('\'', '"'));

        for (String name : List.of("tenant_id", "partner_id", "roles", "permissions")) {
            if (name.equals(given)) {
                assertThat(claims.getClaim(name)).as(name).isNotNull();
            } else {
                assertThat(claims.getClaim(name)).as(name).isIn(null, List.of());
            }
        }
        assertThat(claims.getSubject()).isEqualTo("dev");
    }

    @Test
    void what_is_null_is_no_claim() {
        JWTClaimsSet claims =
                claims(
                        object(
                                "sub", null,
                                "tenant_id", null,
                                "partner_id", null,
                                "roles", List.of("tenant_admin"),
                                "permissions", null,
                                "actor_type", null,
                                "ttl_seconds", null));

        assertThat(claims.getSubject()).isEqualTo("dev");
        assertThat(claims.getClaim("tenant_id")).isNull();
        assertThat(claims.getClaim("partner_id")).isNull();
        assertThat(lifetime(claims)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void all_claims_are_as_asked() throws Exception {
        JWTClaimsSet claims =
                claims(
                        object(
                                "sub", "usr_ada",
                                "tenant_id", "tnt_1",
                                "partner_id", "prt_1",
                                "roles", List.of("a", "b"),
                                "permissions", List.of("c"),
                                "actor_type", "service",
                                "ttl_seconds", 60));

        assertThat(claims.getSubject()).isEqualTo("usr_ada");
        assertThat(claims.getStringClaim("tenant_id")).isEqualTo("tnt_1");
        assertThat(claims.getStringClaim("partner_id")).isEqualTo("prt_1");
        assertThat(claims.getStringListClaim("roles")).containsExactly("a", "b");
        assertThat(claims.getStringListClaim("permissions")).containsExactly("c");
        assertThat(claims.getStringClaim("actor_type")).isEqualTo("service");
        assertThat(lifetime(claims)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_negative_lifetime_makes_an_expired_token() {
        String expired = token("{\"ttl_seconds\": -3600}");

        Api.bearer(expired).get(STUDIO).send().expectError(401, "SW_AUTH_EXPIRED_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"roles\": \"tenant_admin\"}",
                "{\"roles\": [1]}",
                "null",
                "{\"ttl_seconds\": \"long\"}",
                "{\"sub\": 1}",
                "{\"tenant\": \"tnt_demo\"}",
                "{\"sub\": \"a\", \"sub\": \"b\"}"
            })
    void what_makes_no_sense_gets_no_token(String body) {
        ask(body).expect(400);
    }

    /** Any web page can make a browser send this, under any name that resolves to this machine. */
    @ParameterizedTest
    @CsvSource({"Host, evil.example", "Host, evil.example:8080", "Origin, http://evil.example"})
    void a_page_from_elsewhere_gets_no_token(String header, String value) {
        Api.anonymous()
                .post("/dev/token")
                .header(header, value)
                .json("{}")
                .sendRaw()
                .expectError(403, "SW_AUTH_INSUFFICIENT_PERMISSION");
    }

    @ParameterizedTest
    @CsvSource({"TRACE, /docs", "OPTIONS, /docs", "TRACE, /dev/token", "PUT, /dev/token"})
    void what_is_beside_the_api_has_no_methods_of_the_servers_own(String method, String path) {
        Api.anonymous().request(method, path).sendRaw().expectError(405, "SW_METHOD_NOT_ALLOWED");
    }

    @Test
    void tokens_are_only_to_be_had_by_post() {
        Api.anonymous().get("/dev/token").send().expectError(405, "SW_METHOD_NOT_ALLOWED");
    }

    @Test
    void nobody_beyond_this_machine_can_connect() throws Exception {
        URI address = Deployment.address();
        assumeThat(InetAddress.getByName(address.getHost()).isLoopbackAddress()).isTrue();

        for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress own : Collections.list(device.getInetAddresses())) {
                if (!own.isLoopbackAddress()) {
                    try (var socket = new Socket()) {
                        assertThatThrownBy(() ->
                                        socket.connect(
                                                new InetSocketAddress(own, address.getPort()),
                                                2_000))
                                .isInstanceOf(IOException.class);
                    }
                }
            }
        }
    }

    @Test
    void the_demo_partner_and_tenant_are_there_and_were_created_like_any_other() {
        Response partner = Fleet.operator().read("/v1/admin/partners/prt_demo");
        assertThat(partner.data().get("slug").asString()).isEqualTo("demo");
        assertThat(partner.data().get("parent_partner_id").isNull()).isTrue();
        for (String limit :
                List.of("max_tenants", "max_users_per_tenant", "max_applications_per_tenant")) {
            assertThat(partner.data().get(limit).isNull()).as(limit).isTrue();
        }
        Response tenant = Fleet.operator().read("/v1/admin/tenants/tnt_demo");
        assertThat(tenant.data().get("slug").asString()).isEqualTo("demo");
        assertThat(tenant.data().get("partner_id").asString()).isEqualTo("prt_demo");

        for (String action : List.of("tenant.create", "partner.create")) {
            assertThat(
                            Fleet.operator()
                                    .get("/v1/admin/audit?order=asc")
                                    .query("action", action)
                                    .query(
                                            "resource_id",
                                            action.startsWith("t") ? "tnt_demo" : "prt_demo")
                                    .send()
                                    .expect(200)
                                    .data())
                    .hasSize(1);
        }
    }
}
