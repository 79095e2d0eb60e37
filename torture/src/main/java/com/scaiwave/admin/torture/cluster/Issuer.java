package com.scaiwave.admin.torture.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.scaiwave.admin.testkit.Ports;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/**
 * An OpenID Connect issuer with the parts that the product uses: a discovery document and a key.
 */
final class Issuer implements AutoCloseable {
    private static final String AUDIENCE = "scaiwave-admin";
    private static final long TTL_SECONDS = 24L * 3600;

    private final HttpServer server;
    private final RSAKey key;

    Issuer() throws IOException {
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try {
            this.key = new RSAKeyGenerator(2048).keyID("torture").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        server.createContext(
                "/.well-known/openid-configuration",
                x ->
                        answer(
                                x,
                                """
                                {"issuer":"%s","jwks_uri":"%s/keys"}
                                """
                                        .formatted(url(), url())));
        server.createContext("/keys", x -> answer(x, new JWKSet(key.toPublicJWK()).toString()));
        server.start();
    }

    URI url() {
        return Ports.url(server.getAddress().getPort());
    }

    String sign(Map<String, Object> claims) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder all =
                new JWTClaimsSet.Builder()
                        .issuer(url().toString())
                        .audience(AUDIENCE)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(TTL_SECONDS)));
        claims.forEach(all::claim);
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .type(JOSEObjectType.JWT)
                                    .keyID(key.getKeyID())
                                    .build(),
                            all.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }
}
