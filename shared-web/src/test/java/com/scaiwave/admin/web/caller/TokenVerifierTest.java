package com.scaiwave.admin.web.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.web.caller.AuthProperties.ClaimNames;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class TokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-05-17T10:00:00Z");
    private static final String ISSUER = "https://issuer.example";
    private static final Keys KEYS = Keys.generate();

    private static final ClaimNames NAMES =
            new ClaimNames("tenant_id", "partner_id", "roles", "permissions", "actor_type");

    private final TokenVerifier verifier = verifier(Duration.ZERO);

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
    void what_the_contract_names_is_accepted(String algorithm) throws Exception {
        TokenClaims claims = verifier.verify(token(algorithm, c -> c));

        assertThat(claims.subject()).isEqualTo("ann");
        assertThat(claims.tenant()).isEqualTo("tnt_demo");
        assertThat(claims.partner()).isNull();
        assertThat(claims.roles()).containsExactly("tenant_admin");
        assertThat(claims.permissions()).isEmpty();
        assertThat(claims.expiresAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS384"})
    void a_token_of_another_algorithm_is_refused_though_the_key_fits(String algorithm)
            throws Exception {
        assertInvalid(token(algorithm, c -> c));
    }

    @Test
    void an_unsigned_token_is_refused() {
        assertInvalid(new PlainJWT(claims().build()).serialize());
        assertInvalid(
                base64("{\"alg\":\"none\"}") + "." + base64(claims().build().toString()) + ".");
    }

    @Test
    void a_public_key_is_no_secret_to_sign_with() throws Exception {
        byte[] publicKey = KEYS.rsa().toRSAPublicKey().getEncoded();
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .keyID(KEYS.rsa().getKeyID())
                                .build(),
                        claims().build());
        token.sign(new MACSigner(publicKey));

        assertInvalid(token.serialize());
    }

    @Test
    void somebody_elses_key_of_the_same_name_is_not_the_issuers() throws Exception {
        RSAKey other = new RSAKeyGenerator(2048).keyID(KEYS.rsa().getKeyID()).generate();

        assertInvalid(signed(header("RS256", other.getKeyID()), new RSASSASigner(other), claims()));
    }

    @Test
    void a_changed_claim_breaks_the_signature() throws Exception {
        String[] parts = token("ES256", c -> c).split("\\.", -1);
        String forged = base64(claims().subject("eve").build().toString());

        assertInvalid(parts[0] + "." + forged + "." + parts[2]);
    }

    @Test
    void a_token_is_good_until_it_expires_and_no_longer() throws Exception {
        assertThat(verifier.verify(token("ES256", c -> c.expirationTime(at(1)))).subject())
                .isEqualTo("ann");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> verifier.verify(token("ES256", c -> c.expirationTime(at(0)))))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.SW_AUTH_EXPIRED_TOKEN);
    }

    @Test
    void a_token_without_expiry_is_not_valid() throws Exception {
        assertInvalid(token("ES256", c -> c.expirationTime(null)));
    }

    @Test
    void a_token_counts_from_its_not_before_on() throws Exception {
        assertInvalid(token("ES256", c -> c.notBeforeTime(at(1))));
        assertThat(verifier.verify(token("ES256", c -> c.notBeforeTime(at(0)))).subject())
                .isEqualTo("ann");
    }

    @Test
    void the_issuers_clock_may_be_off_as_far_as_is_configured() throws Exception {
        TokenVerifier patient = verifier(Duration.ofSeconds(30));

        assertThat(patient.verify(token("ES256", c -> c.expirationTime(at(-29)))).subject())
                .isEqualTo("ann");
        assertThat(patient.verify(token("ES256", c -> c.notBeforeTime(at(30)))).subject())
                .isEqualTo("ann");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> patient.verify(token("ES256", c -> c.expirationTime(at(-30)))));
    }

    @Test
    void issuer_and_audience_are_ours() throws Exception {
        assertInvalid(token("ES256", c -> c.issuer("https://other.example")));
        assertInvalid(token("ES256", c -> c.issuer(null)));
        assertInvalid(token("ES256", c -> c.audience("other")));
        assertInvalid(token("ES256", c -> c.audience(List.of())));
        assertThat(
                        verifier.verify(
                                        token(
                                                "ES256",
                                                c ->
                                                        c.audience(
                                                                List.of(
                                                                        "other",
                                                                        "scaiwave-admin"))))
                                .subject())
                .isEqualTo("ann");
    }

    @Test
    void a_token_of_another_type_is_no_access_token() throws Exception {
        JWSHeader.Builder header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KEYS.ec().getKeyID());
        JWSSigner signer = new ECDSASigner(KEYS.ec());

        assertInvalid(
                signed(header.type(new JOSEObjectType("dpop+jwt")).build(), signer, claims()));
        assertThat(
                        verifier.verify(
                                        signed(
                                                header.type(new JOSEObjectType("at+jwt")).build(),
                                                signer,
                                                claims()))
                                .subject())
                .isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt", "Application/JWT"})
    void an_access_token_may_say_what_it_is_in_several_ways(String type) throws Exception {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(KEYS.ec().getKeyID())
                        .type(new JOSEObjectType(type))
                        .build();

        assertThat(verifier.verify(signed(header, new ECDSASigner(KEYS.ec()), claims())).subject())
                .isEqualTo("ann");
    }

    @Test
    void a_list_may_come_as_one_string() throws Exception {
        TokenClaims claims =
                verifier.verify(
                        token(
                                "ES256",
                                c ->
                                        c.claim("roles", "tenant_admin")
                                                .claim("permissions", " openid  admin:access ")));

        assertThat(claims.roles()).containsExactly("tenant_admin");
        assertThat(claims.permissions()).containsExactly("openid", "admin:access");
        assertThat(verifier.verify(token("ES256", c -> c.claim("roles", "a b"))).roles())
                .containsExactly("a b");
        assertThat(verifier.verify(token("ES256", c -> c.claim("roles", ""))).roles()).isEmpty();
    }

    @Test
    void the_actor_type_is_user_or_service_and_nothing_else() throws Exception {
        assertThat(verifier.verify(token("ES256", c -> c)).actorType()).isEqualTo(ActorType.USER);
        assertThat(
                        verifier.verify(token("ES256", c -> c.claim("actor_type", "service")))
                                .actorType())
                .isEqualTo(ActorType.SERVICE);
        for (Object other : List.of("robot", "system", "Service", "", 1)) {
            assertInvalid(token("ES256", c -> c.claim("actor_type", other)));
        }
    }

    @Test
    void a_claim_is_found_by_its_name_or_by_its_path() throws Exception {
        TokenVerifier keycloak =
                verifier(
                        Duration.ZERO,
                        new ClaimNames(
                                "org.tenant",
                                "https://acme.example/partner",
                                "realm_access.roles",
                                "resource_access.admin.api.roles",
                                "actor_type"));
        TokenClaims claims =
                keycloak.verify(
                        token(
                                "ES256",
                                c ->
                                        c.claim("org.tenant", "tnt_exact")
                                                .claim("org", Map.of("tenant", "tnt_path"))
                                                .claim("https://acme.example/partner", "prt_1")
                                                .claim(
                                                        "realm_access",
                                                        Map.of("roles", List.of("super_admin")))
                                                .claim(
                                                        "resource_access",
                                                        Map.of(
                                                                "admin.api",
                                                                Map.of("roles", "a b")))));

        assertThat(claims.tenant()).isEqualTo("tnt_exact");
        assertThat(claims.partner()).isEqualTo("prt_1");
        assertThat(claims.roles()).containsExactly("super_admin");
        assertThat(claims.permissions()).containsExactly("a", "b");
        assertThat(keycloak.verify(token("ES256", c -> c.claim("realm_access", "x"))).roles())
                .isEmpty();
        assertThatExceptionOfType(Refusal.Unauthenticated.class)
                .isThrownBy(() ->
                        keycloak.verify(
                                token("ES256", c -> c.claim("realm_access", Map.of("roles", 1)))))
                .satisfies(e ->
                        assertThat(e.reason())
                                .isEqualTo("realm_access.roles is no text and no list of texts"));
    }

    @Test
    void a_critical_extension_that_nobody_understands_is_not_ignored() throws Exception {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(KEYS.ec().getKeyID())
                        .criticalParams(Set.of("exp"))
                        .customParam("exp", 1)
                        .build();

        assertInvalid(signed(header, new ECDSASigner(KEYS.ec()), claims()));
    }

    @Test
    void a_subject_is_a_short_text() throws Exception {
        assertInvalid(token("ES256", c -> c.subject(null)));
        assertInvalid(token("ES256", c -> c.subject("")));
        assertInvalid(token("ES256", c -> c.subject("a".repeat(256))));
        assertInvalid(token("ES256", c -> c.subject("a\nb")));
        assertInvalid(token("ES256", c -> c.subject("a\u0000b")));
    }

    @Test
    void a_claim_of_the_wrong_kind_is_not_valid() throws Exception {
        assertInvalid(token("ES256", c -> c.claim("tenant_id", 7)));
        assertInvalid(token("ES256", c -> c.claim("roles", Map.of("a", "b"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "🎈", "e30.e30.e30"})
    void what_is_no_token_is_not_valid(String token) {
        assertInvalid(token);
    }

    @Test
    void while_the_keys_can_not_be_had_nobody_is_told_that_the_token_is_bad() throws Exception {
        TokenVerifier cut =
                new TokenVerifier(
                        (_, _) -> {
                            throw new KeySourceException("away");
                        },
                        ISSUER,
                        properties(Duration.ZERO, NAMES),
                        Clock.fixed(NOW, ZoneOffset.UTC));
        String token = token("ES256", c -> c);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> cut.verify(token))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.SW_UNAVAILABLE);
    }

    private void assertInvalid(String token) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> verifier.verify(token))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.SW_AUTH_INVALID_TOKEN);
    }

    private static TokenVerifier verifier(Duration skew) {
        return verifier(skew, NAMES);
    }

    private static TokenVerifier verifier(Duration skew, ClaimNames names) {
        return new TokenVerifier(
                new ImmutableJWKSet<>(
                        new JWKSet(List.of(KEYS.rsa(), KEYS.ec(), KEYS.ed())).toPublicJWKSet()),
                ISSUER,
                properties(skew, names),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static AuthProperties properties(Duration skew, ClaimNames names) {
        return new AuthProperties(URI.create(ISSUER), null, "scaiwave-admin", skew, names, false);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("scaiwave-admin")
                .subject("ann")
                .expirationTime(at(60))
                .claim("tenant_id", "tnt_demo")
                .claim("roles", List.of("tenant_admin"));
    }

    private static Date at(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static String token(String algorithm, UnaryOperator<JWTClaimsSet.Builder> change)
            throws Exception {
        JWTClaimsSet.Builder claims = change.apply(claims());
        return switch (algorithm) {
            case "ES256" ->
                    signed(
                            header(algorithm, KEYS.ec().getKeyID()),
                            new ECDSASigner(KEYS.ec()),
                            claims);
            case "EdDSA" ->
                    signed(
                            header(algorithm, KEYS.ed().getKeyID()),
                            new Ed25519Signer(KEYS.ed()),
                            claims);
            default ->
                    signed(
                            header(algorithm, KEYS.rsa().getKeyID()),
                            new RSASSASigner(KEYS.rsa()),
                            claims);
        };
    }

    private static JWSHeader header(String algorithm, String key) {
        return new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).keyID(key).build();
    }

    private static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet.Builder claims)
            throws Exception {
        SignedJWT token = new SignedJWT(header, claims.build());
        token.sign(signer);
        return token.serialize();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The issuer's keys; generating them takes a while. */
    private record Keys(RSAKey rsa, ECKey ec, OctetKeyPair ed) {
        static Keys generate() {
            try {
                return new Keys(
                        new RSAKeyGenerator(2048).keyID("rsa").generate(),
                        new ECKeyGenerator(Curve.P_256).keyID("ec").generate(),
                        new OctetKeyPairGenerator(Curve.Ed25519).keyID("ed").generate());
            } catch (com.nimbusds.jose.JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
