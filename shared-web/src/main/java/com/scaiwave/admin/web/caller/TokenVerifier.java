package com.scaiwave.admin.web.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks bearer tokens: signature (RS256, PS256, ES256, EdDSA and no other), issuer, audience,
 * expiry, not-before (RFC 7519, section 4.1; RFC 8725).
 */
public final class TokenVerifier {
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);
    private static final Set<JOSEObjectType> TYPES =
            Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));
    private static final int LONGEST_SUBJECT = 255;

    private final JWKSource<SecurityContext> keys;
    private final String issuer;
    private final String audience;
    private final Duration skew;
    private final AuthProperties.ClaimNames names;
    private final Clock clock;

    /** A key that was taken back goes on to count for so long. */
    private final Cache<String, TokenClaims> verified =
            Caffeine.newBuilder()
                    .executor(Runnable::run)
                    .maximumSize(10_000)
                    .expireAfterWrite(Duration.ofSeconds(30))
                    .build();

    public TokenVerifier(
            JWKSource<SecurityContext> keys,
            String issuer,
            AuthProperties properties,
            Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.audience = properties.audience();
        this.skew = properties.clockSkew();
        this.names = properties.claims();
        this.clock = clock;
    }

    /**
     * What a token says.
     *
     * @throws Refusal 401 when it is not valid; 503 when the issuer's keys can't be had
     */
    public TokenClaims verify(String token) {
        TokenClaims known = verified.getIfPresent(token);
        if (known != null && clock.instant().minus(skew).isBefore(known.expiresAt())) {
            return known;
        }
        TokenClaims claims = read(token);
        verified.put(token, claims);
        return claims;
    }

    private TokenClaims read(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!hasGoodHeader(jwt.getHeader()) || !isSignedByIssuer(jwt)) {
                throw invalid();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            checkTimes(claims);
            if (!issuer.equals(claims.getIssuer()) || !claims.getAudience().contains(audience)) {
                throw invalid();
            }
            return read(claims);
        } catch (RateLimitReachedException e) {
            // The keys were fetched a moment ago, and this one was not among them.
            throw invalid();
        } catch (KeySourceException e) {
            throw new Refusal.Later(
                    ErrorCode.SW_UNAVAILABLE, "The issuer's keys can't be had right now.", 1);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static boolean hasGoodHeader(JWSHeader header) {
        return ALGORITHMS.contains(header.getAlgorithm())
                && (header.getType() == null || TYPES.contains(header.getType()))
                && (header.getCriticalParams() == null || header.getCriticalParams().isEmpty())
                && header.isBase64URLEncodePayload();
    }

    private boolean isSignedByIssuer(SignedJWT jwt) throws JOSEException {
        JWKMatcher matcher = JWKMatcher.forJWSHeader(jwt.getHeader());
        if (matcher == null) {
            return false;
        }
        for (JWK key : keys.get(new JWKSelector(matcher), null)) {
            JWSVerifier verifier = verifier(key);
            if (verifier != null
                    && verifier.supportedJWSAlgorithms().contains(jwt.getHeader().getAlgorithm())
                    && jwt.verify(verifier)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (key.getKeyType().getValue()) {
            case "RSA" -> new RSASSAVerifier(key.toRSAKey().toPublicJWK());
            case "EC" -> new ECDSAVerifier(key.toECKey().toPublicJWK());
            case "OKP" -> new Ed25519Verifier(key.toOctetKeyPair().toPublicJWK());
            default -> null;
        };
    }

    private void checkTimes(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        if (expires == null) {
            throw invalid();
        }
        if (!now.minus(skew).isBefore(expires.toInstant())) {
            throw new Refusal(ErrorCode.SW_AUTH_EXPIRED_TOKEN, "The token has expired.");
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && now.plus(skew).isBefore(notBefore.toInstant())) {
            throw invalid();
        }
    }

    private TokenClaims read(JWTClaimsSet claims) throws ParseException {
        String subject = claims.getSubject();
        if (subject == null
                || subject.isEmpty()
                || subject.length() > LONGEST_SUBJECT
                || subject.chars()
                        .anyMatch(c ->
                                Character.isISOControl(c) || Character.isSurrogate((char) c))) {
            throw invalid();
        }
        return new TokenClaims(
                subject,
                claims.getStringClaim(names.tenantId()),
                claims.getStringClaim(names.partnerId()),
                list(claims, names.roles()),
                list(claims, names.permissions()),
                claims.getStringClaim(names.actorType()),
                claims.getExpirationTime().toInstant());
    }

    private static List<String> list(JWTClaimsSet claims, String name) throws ParseException {
        List<String> values = claims.getStringListClaim(name);
        if (values != null && values.contains(null)) {
            throw invalid();
        }
        return values == null ? List.of() : List.copyOf(values);
    }

    private static Refusal invalid() {
        return new Refusal(ErrorCode.SW_AUTH_INVALID_TOKEN, "The token is missing or not valid.");
    }

    /** What is answered where no token is. */
    public static Refusal missing() {
        return invalid();
    }
}
