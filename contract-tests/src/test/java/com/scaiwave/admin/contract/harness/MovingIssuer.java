package com.scaiwave.admin.contract.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An issuer that is down at first, goes down again, and publishes whatever it is told to. */
public final class MovingIssuer implements AutoCloseable {

    private final int port;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String keys = "{\"keys\": []}";
    private @Nullable HttpServer server;

    public MovingIssuer() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** How often its keys were fetched. */
    public int asked() {
        return asked.get();
    }

    public void publish(ECKey... keys) {
        publish(
                Arrays.stream(keys)
                        .map(key -> key.toPublicJWK().toJSONString())
                        .collect(Collectors.joining(",", "{\"keys\": [", "]}")));
    }

    public void publish(String text) {
        keys = text;
    }

    public void up() {
        try {
            HttpServer started =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
            started.createContext(
                    "/.well-known/openid-configuration",
                    exchange -> answer(exchange, "{\"jwks_uri\": \"" + address() + "/keys\"}"));
            started.createContext(
                    "/keys",
                    exchange -> {
                        asked.incrementAndGet();
                        answer(exchange, keys);
                    });
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

    public static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token of this issuer, valid for an hour. */
    public String token(ECKey key, @Nullable String type, Map<String, ?> claims) {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID());
        if (type != null) {
            header.type(new JOSEObjectType(type));
        }
        var all =
                new JWTClaimsSet.Builder()
                        .issuer(address().toString())
                        .audience("scaiwave-admin")
                        .jwtID(UUID.randomUUID().toString())
                        .subject("usr_moving")
                        .expirationTime(Date.from(Instant.now().plusSeconds(3600)));
        claims.forEach(all::claim);
        try {
            var token = new SignedJWT(header.build(), all.build());
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (exchange;
                var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
