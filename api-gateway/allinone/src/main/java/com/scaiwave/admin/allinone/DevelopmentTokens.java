package com.scaiwave.admin.allinone;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.scaiwave.admin.command.demo.DemoDirectory;
import com.scaiwave.admin.web.caller.AuthProperties;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signs development tokens, on this machine and in a development run only. */
final class DevelopmentTokens {
    private static final String AUDIENCE = "scaiwave-admin";

    private final JWK key;
    private final Clock clock;

    DevelopmentTokens(DataFolder folder, Clock clock) {
        try {
            this.key = JWK.parse(folder.tokenKey(DevelopmentTokens::newKey));
        } catch (ParseException e) {
            throw new IllegalStateException("the key of the development tokens is damaged", e);
        }
        this.clock = clock;
    }

    /** The public keys that verify these tokens. */
    JWKSource<SecurityContext> keys() {
        return new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK()));
    }

    /** A signed token. */
    String sign(Wanted wanted) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(AuthProperties.DEVELOPMENT_ISSUER)
                        .audience(AUDIENCE)
                        .jwtID(UUID.randomUUID().toString())
                        .subject(wanted.subject())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(wanted.ttl())));
        if (wanted.isDefault()) {
            claims.claim("tenant_id", DemoDirectory.TENANT.value());
            claims.claim("roles", List.of("tenant_admin"));
        }
        add(claims, "tenant_id", wanted.tenantId());
        add(claims, "partner_id", wanted.partnerId());
        add(claims, "roles", wanted.roles());
        add(claims, "permissions", wanted.permissions());
        add(claims, "actor_type", wanted.actorType());
        // Folders of earlier builds have an RSA key.
        JWSAlgorithm algorithm = JWSAlgorithm.parse(key.getAlgorithm().getName());
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(algorithm)
                                    .type(JOSEObjectType.JWT)
                                    .keyID(key.getKeyID())
                                    .build(),
                            claims.build());
            token.sign(new DefaultJWSSignerFactory().createJWSSigner(key, algorithm));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM has no " + algorithm, e);
        }
    }

    private static void add(JWTClaimsSet.Builder claims, String name, @Nullable Object value) {
        if (value != null) {
            claims.claim(name, value);
        }
    }

    private static String newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .algorithm(JWSAlgorithm.ES256)
                    .generate()
                    .toJSONString();
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM has no elliptic curves", e);
        }
    }

    /** The claims of a requested token; a null one is left out. */
    record Wanted(
            @Nullable String sub,
            @Nullable String tenantId,
            @Nullable String partnerId,
            @Nullable List<String> roles,
            @Nullable List<String> permissions,
            @Nullable String actorType,
            @Nullable Long ttlSeconds) {
        private static final long DEFAULT_TTL = 3600;

        String subject() {
            return sub == null ? "dev" : sub;
        }

        long ttl() {
            return ttlSeconds == null ? DEFAULT_TTL : ttlSeconds;
        }

        /**
         * Whether no tenant, partner, role or permission is given: then it is an admin of the demo
         * tenant.
         */
        boolean isDefault() {
            return tenantId == null && partnerId == null && roles == null && permissions == null;
        }
    }
}
