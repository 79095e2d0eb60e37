package com.scaiwave.admin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID Connect issuer with the parts that the product uses: a discovery document and keys. It
 * issues a token with any claims to any caller, and can go down and come up again on its port.
 */
public final class Issuer implements AutoCloseable {
    private static final String AUDIENCE = "scaiwave-admin";
    private static final long TTL_SECONDS = 24L * 3600;

    private final int port = Ports.free();
    private final JWK own;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String keys = "{\"keys\": []}";
    private volatile boolean stalls;
    private @Nullable HttpServer server;

    private Issuer(JWK own) {
        this.own = own;
    }

    /** An issuer that is up, and publishes an RSA key of its own. */
    public static Issuer start() {
        try {
            Issuer issuer =
                    new Issuer(
                            new RSAKeyGenerator(2048)
                                    .keyID(UUID.randomUUID().toString())
                                    .generate());
            issuer.publish(issuer.own);
            issuer.up();
            return issuer;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An issuer that is down, and has not published a key yet. */
    public static Issuer absent() {
        return new Issuer(newKey());
    }

    /** A key that an issuer could sign with. */
    public static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The issuer's address, which is its tokens' {@code iss}. */
    public URI address() {
        return Ports.url(port);
    }

    /** Where a token with the posted claims is issued, as all-in-one does for development. */
    public URI tokenEndpoint() {
        return URI.create(address() + "/token");
    }

    /** How often its keys were fetched. */
    public int asked() {
        return asked.get();
    }

    /** Publishes the public halves of these keys, and no others. */
    public void publish(JWK... keys) {
        publish(new JWKSet(List.of(keys)).toPublicJWKSet().toString());
    }

    /** Publishes a text in place of its keys. */
    public void publish(String text) {
        keys = text;
        stalls = false;
    }

    /** From now on, answers with keys begin and do not end, until it publishes again. */
    public void stall() {
        stalls = true;
    }

    public void up() {
        try {
            HttpServer started =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.createContext(
                    "/.well-known/openid-configuration",
                    exchange ->
                            answer(
                                    exchange,
                                    "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}"
                                            .formatted(address(), address())));
            started.createContext("/keys", this::answerKeys);
            started.createContext("/token", this::answerToken);
            started.start();
            server = started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void down() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    @Override
    public void close() {
        down();
    }

    /**
     * A token that is signed with its own key.
     *
     * @param claims beside the usual ones, or in place of them; {@code ttl_seconds} says how long
     *     the token is valid
     */
    public String token(Map<String, ?> claims) {
        return token(own, "JWT", claims);
    }

    /** A token of this issuer with any key, and with a type or none. */
    public String token(JWK key, @Nullable String type, Map<String, ?> claims) {
        JWSAlgorithm algorithm =
                key.getKeyType().equals(KeyType.RSA) ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
        JWSHeader.Builder header = new JWSHeader.Builder(algorithm).keyID(key.getKeyID());
        if (type != null) {
            header.type(new JOSEObjectType(type));
        }
        try {
            SignedJWT token = new SignedJWT(header.build(), all(claims));
            token.sign(new DefaultJWSSignerFactory().createJWSSigner(key, algorithm));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private JWTClaimsSet all(Map<String, ?> claims) {
        Map<String, Object> wanted = new HashMap<>(claims);
        Object ttl = wanted.remove("ttl_seconds");
        Instant now = Instant.now();
        Instant end = now.plusSeconds(ttl instanceof Number n ? n.longValue() : TTL_SECONDS);
        JWTClaimsSet.Builder all =
                new JWTClaimsSet.Builder()
                        .issuer(address().toString())
                        .audience(AUDIENCE)
                        .subject("dev")
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(end));
        wanted.forEach(all::claim);
        return all.build();
    }

    private void answerKeys(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        if (stalls) {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            return;
        }
        answer(exchange, keys);
    }

    private void answerToken(HttpExchange exchange) throws IOException {
        try (exchange) {
            String posted = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Map<String, Object> claims = JSONObjectUtils.parse(posted);
            claims.values().removeIf(Objects::isNull);
            answer(exchange, JSONObjectUtils.toJSONString(Map.of("access_token", token(claims))));
        } catch (ParseException e) {
            throw new IOException(e);
        }
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
