package com.scaiwave.admin.contract.harness;

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
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An OpenID Connect issuer, with the parts that the service uses: a discovery document and keys. It
 * issues a token with any claims to any caller.
 */
final class TokenIssuer implements AutoCloseable {

    private static final String AUDIENCE = "scaiwave-admin";

    private final HttpServer server;
    private final RSAKey key;

    private TokenIssuer(HttpServer server, RSAKey key) {
        this.server = server;
        this.key = key;
    }

    static TokenIssuer start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TokenIssuer issuer = new TokenIssuer(server, newKey());
        server.createContext(
                "/.well-known/openid-configuration",
                exchange ->
                        answer(
                                exchange,
                                Json.object(
                                        "issuer",
                                        issuer.address().toString(),
                                        "jwks_uri",
                                        issuer.address() + "/keys")));
        server.createContext(
                "/keys",
                exchange ->
                        answer(
                                exchange,
                                Json.parse(
                                        new JWKSet(issuer.key.toPublicJWK())
                                                .toString()
                                                .getBytes(UTF_8))));
        server.createContext(
                "/token",
                exchange ->
                        answer(
                                exchange,
                                Json.object(
                                        "access_token",
                                        issuer.sign(
                                                Json.parse(
                                                        exchange.getRequestBody()
                                                                .readAllBytes())))));
        server.start();
        return issuer;
    }

    /** The issuer's address, which is its tokens' {@code iss}. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    URI tokenEndpoint() {
        return URI.create(address() + "/token");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String sign(JsonNode wanted) {
        Instant now = Instant.now();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(address().toString())
                        .audience(AUDIENCE)
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(
                                Date.from(
                                        now.plusSeconds(wanted.path("ttl_seconds").asLong(3600))));
        claims.subject("dev");
        wanted.forEachEntry((name, value) -> {
            if (!value.isNull() && !name.equals("ttl_seconds")) {
                claims.claim(name, plain(value));
            }
        });
        try {
            var token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .type(JOSEObjectType.JWT)
                                    .keyID(key.getKeyID())
                                    .build(),
                            claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object plain(JsonNode value) {
        if (!value.isArray()) {
            return value.asString();
        }
        List<@Nullable String> all = new ArrayList<>();
        value.forEach(element -> all.add(element.isNull() ? null : element.asString()));
        return all;
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, JsonNode json) throws IOException {
        byte[] body = Json.write(json).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (exchange;
                var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
