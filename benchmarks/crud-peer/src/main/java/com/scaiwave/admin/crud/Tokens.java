package com.scaiwave.admin.crud;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks bearer tokens as the product does: signature, issuer, audience, expiry. Valid ones are
 * cached for as long as in the product.
 */
@Component
class Tokens {
    private final TokenProperties properties;
    private final JWKSet keys;
    private final Cache<String, Claims> verified =
            Caffeine.newBuilder()
                    .maximumSize(10_000)
                    .expireAfterWrite(Duration.ofSeconds(30))
                    .build();

    Tokens(TokenProperties properties) throws IOException, ParseException {
        this.properties = properties;
        this.keys = JWKSet.load(properties.keys().toFile());
    }

    Claims verify(String token) {
        Claims known = verified.getIfPresent(token);
        if (known != null && Instant.now().isBefore(known.expiresAt())) {
            return known;
        }
        Claims claims = read(token);
        verified.put(token, claims);
        return claims;
    }

    private Claims read(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWK key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
            if (key == null
                    || !JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
                    || !jwt.verify(new ECDSAVerifier(key.toECKey()))) {
                throw invalid();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Date expires = claims.getExpirationTime();
            if (claims.getSubject() == null
                    || expires == null
                    || !Instant.now().isBefore(expires.toInstant())
                    || !properties.issuer().equals(claims.getIssuer())
                    || !claims.getAudience().contains(properties.audience())) {
                throw invalid();
            }
            List<String> roles = claims.getStringListClaim("roles");
            return new Claims(
                    claims.getSubject(),
                    claims.getStringClaim("tenant_id"),
                    roles == null ? List.of() : List.copyOf(roles),
                    expires.toInstant());
        } catch (ParseException | JOSEException e) {
            throw invalid();
        }
    }

    private static Refused invalid() {
        return new Refused(401, "The token is not valid.");
    }

    /** The claims of a token. */
    record Claims(String subject, @Nullable String tenant, List<String> roles, Instant expiresAt) {}
}
