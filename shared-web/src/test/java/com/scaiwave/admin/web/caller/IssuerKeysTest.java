package com.scaiwave.admin.web.caller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.scaiwave.admin.web.caller.AuthProperties.ClaimNames;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The keys of an issuer come over HTTP, and change while we run. */
@NullMarked
class IssuerKeysTest {
    private final HttpServer issuer;
    private final String address;
    private final TokenVerifier verifier;
    private volatile ECKey key = newKey();

    IssuerKeysTest() throws Exception {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        address = "http://127.0.0.1:" + issuer.getAddress().getPort();
        issuer.createContext(
                "/",
                exchange -> {
                    String answer =
                            exchange.getRequestURI().getPath().equals("/keys")
                                    ? new JWKSet(key.toPublicJWK()).toString()
                                    : "{\"jwks_uri\": \"" + address + "/keys\"}";
                    byte[] bytes = answer.getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        issuer.start();
        AuthProperties properties =
                new AuthProperties(
                        URI.create(address),
                        null,
                        "scaiwave-admin",
                        Duration.ZERO,
                        new ClaimNames(
                                "tenant_id", "partner_id", "roles", "permissions", "actor_type"),
                        false);
        verifier =
                new TokenVerifier(
                        IssuerKeys.of(properties), address, properties, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    @Test
    void a_new_key_counts_at_once_and_the_one_that_it_replaced_no_longer() throws Exception {
        ECKey old = key;
        assertThat(verifier.verify(token(old, "ann")).subject()).isEqualTo("ann");

        key = newKey();

        assertThat(verifier.verify(token(key, "ben")).subject()).isEqualTo("ben");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> verifier.verify(token(old, "eve")))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SW_AUTH_INVALID_TOKEN));
    }

    @Test
    void known_keys_count_on_while_the_issuer_is_away() throws Exception {
        verifier.verify(token(key, "ann"));
        issuer.stop(0);
        assertThat(verifier.verify(token(key, "ben")).subject()).isEqualTo("ben");
    }

    @Test
    void without_any_key_nobody_can_say_whether_a_token_is_good() throws Exception {
        issuer.stop(0);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> verifier.verify(token(key, "ann")))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SW_UNAVAILABLE));
    }

    private String token(ECKey signer, String subject) throws Exception {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(signer.getKeyID()).build(),
                        new JWTClaimsSet.Builder()
                                .issuer(address)
                                .audience("scaiwave-admin")
                                .subject(subject)
                                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                                .build());
        token.sign(new ECDSASigner(signer));
        return token.serialize();
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
