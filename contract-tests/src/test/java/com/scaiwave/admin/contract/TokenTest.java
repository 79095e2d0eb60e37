package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Forgery;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1, who may call: which tokens are accepted. */
class TokenTest {

    private static Tenant tenant;
    private static String good;

    @BeforeAll
    static void a_good_token() {
        tenant = Fleet.tenant();
        good = Tokens.admin(tenant.id());
        Api.bearer(good).read(STUDIO);
    }

    record Forged(String name, UnaryOperator<String> forgery) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Forged> forgeries() {
        return Stream.concat(
                Stream.of("RS256", "RS512", "PS256", "ES256", "EdDSA")
                        .map(algorithm ->
                                new Forged(
                                        "signed by another with " + algorithm,
                                        token -> Forgery.foreignKey(token, algorithm))),
                Stream.of(
                        new Forged("signed by another as it was", Forgery::foreignKey),
                        new Forged("alg none", Forgery::unsigned),
                        new Forged("alg none with a signature", Forgery::unsignedWithSignature),
                        new Forged("HMAC", Forgery::hmac),
                        new Forged("brings its own key", Forgery::embeddedKey),
                        new Forged("for another audience", Forgery::wrongAudience),
                        new Forged("of another issuer", Forgery::wrongIssuer),
                        new Forged("not valid yet", Forgery::notYetValid),
                        new Forged("with other claims", Forgery::tampered),
                        new Forged("with a signature of zeros", Forgery::zeroSignature),
                        new Forged("without its signature", Forgery::withoutSignature),
                        new Forged("cut short", token -> token.substring(0, token.length() - 8)),
                        new Forged("twice", token -> token + "." + token),
                        new Forged("no token at all", token -> "garbage"),
                        new Forged("three parts of nothing", token -> "a.b.c"),
                        new Forged("empty parts", token -> ".."),
                        new Forged("very long", token -> "a".repeat(6_000))));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void what_only_looks_like_a_token_is_none(Forged forged) {
        String token = forged.forgery().apply(good);

        for (Api caller : List.of(Api.bearer(token), Api.bearer(token).on(tenant.id()))) {
            Response read = caller.get(STUDIO).send();
            read.expectError(401, "SW_AUTH_INVALID_TOKEN");
            assertThat(read.header("WWW-Authenticate")).startsWith("Bearer");
            caller.put(STUDIO)
                    .json("{\"enabled\": true}")
                    .send()
                    .expectError(401, "SW_AUTH_INVALID_TOKEN");
        }
        assertThat(tenant.admin().read(STUDIO).version()).isZero();
    }

    @Test
    void an_expired_token_is_told_apart_from_one_that_never_was_good() {
        String expired =
                Tokens.of(
                        "sub",
                        "usr_admin",
                        "tenant_id",
                        tenant.id(),
                        "roles",
                        new String[] {"tenant_admin"},
                        "ttl_seconds",
                        -3_600);

        Response response = Api.bearer(expired).get(STUDIO).send();

        response.expectError(401, "SW_AUTH_EXPIRED_TOKEN");
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
        assertInvalid(Forgery.tampered(expired));
        assertInvalid(Forgery.foreignKey(expired));
    }

    private static void assertInvalid(String token) {
        Api.bearer(token).get(STUDIO).send().expectError(401, "SW_AUTH_INVALID_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dXNyOnB3", "Token abc", "Bearer a b"})
    @Tag("split")
    void another_authorization_is_none(String authorization) {
        Response response =
                Api.anonymous().get(STUDIO).header("Authorization", authorization).send();

        response.expectError(401, "SW_AUTH_INVALID_TOKEN");
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    @Tag("split")
    void a_good_token_counts_only_as_a_bearer_in_its_header() {
        Api.anonymous().get(STUDIO).header("Authorization", good).send().expect(401);
        Api.anonymous().get(STUDIO).header("Authorization", "Basic " + good).send().expect(401);
        Api.anonymous().get(STUDIO).query("access_token", good).send().expect(401);
        Api.anonymous().get(STUDIO).header("Cookie", "access_token=" + good).send().expect(401);
        Api.anonymous()
                .post("/v1/admin/plugins/" + Scene.PLUGIN + "/enable")
                .body("application/x-www-form-urlencoded", "access_token=" + good)
                .send()
                .expect(401);
    }

    @Test
    void the_scheme_may_be_written_in_any_case() {
        Api.anonymous().get(STUDIO).header("Authorization", "bearer " + good).send().expect(200);
        Api.anonymous().get(STUDIO).header("Authorization", "BEARER " + good).send().expect(200);
    }

    @Test
    void a_list_with_nothing_in_it_is_no_list_of_roles() {
        List<@Nullable String> roles = new ArrayList<>();
        roles.add("super_admin");
        roles.add(null);
        assertInvalid(Tokens.of("sub", "ada", "roles", roles));
    }

    @Test
    @Tag("split")
    void a_token_of_80_kilobytes_is_refused_and_harms_nobody() {
        String large = Tokens.of("sub", "ada", "roles", List.of("super_admin", "x".repeat(60_000)));
        Api.bearer(large).get(STUDIO).sendRaw().assertStatus().isBetween(400, 499);
        Api.bearer(Tokens.operator()).get("/v1/admin/partners").send().expect(200);
    }

    @Test
    @Tag("split")
    void two_tokens_are_none() {
        Api.bearer(good)
                .get(STUDIO)
                .header("Authorization", "Bearer " + Tokens.operator())
                .send()
                .assertStatus()
                .isIn(400, 401);
    }

    @Test
    void nothing_of_a_token_comes_back() {
        String token = Forgery.tampered(good);

        Response response = Api.bearer(token).get(STUDIO).send();

        for (String part : token.split("\\.", -1)) {
            assertThat(response.toString()).doesNotContain(part.substring(0, 12));
        }
    }
}
