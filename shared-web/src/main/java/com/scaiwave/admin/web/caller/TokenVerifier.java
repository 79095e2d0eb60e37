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
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks bearer tokens: signature (RS256, PS256, ES256, EdDSA and no other), issuer, audience,
 * expiry, not-before (RFC 7519, section 4.1; RFC 8725).
 */
public final class TokenVerifier {
    static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);
    private static final Set<String> TYPES =
            Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");

    /** The size of the cache of verified tokens, in estimated bytes. */
    private static final long MOST_BYTES = 32L << 20;

    private static final Pattern LOGGABLE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,64}");

    private final JWKSource<SecurityContext> keys;
    private final String issuer;
    private final String audience;
    private final Duration skew;
    private final ClaimsReader reader;
    private final Clock clock;

    /**
     * Verified tokens, cached for 30 s: a token is accepted for up to 30 s after its key has left
     * the keys of {@link IssuerKeys}, which refreshes every five minutes.
     */
    private final Cache<String, TokenClaims> verified =
            Caffeine.newBuilder()
                    .executor(Runnable::run)
                    .maximumWeight(MOST_BYTES)
                    .weigher((String token, TokenClaims _) -> 500 + 3 * token.length())
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
        this.reader = new ClaimsReader(properties.claims());
        this.clock = clock;
    }

    /**
     * The claims of a token.
     *
     * @throws Refusal 401 if the token is not valid; 503 if the issuer's keys are not available
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
            checkHeader(jwt.getHeader());
            checkSignature(jwt);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            checkTimes(claims);
            if (!issuer.equals(claims.getIssuer())) {
                throw invalid("iss is not the issuer");
            }
            if (!claims.getAudience().contains(audience)) {
                throw invalid("aud does not name this API");
            }
            return reader.read(claims);
        } catch (KeySourceException e) {
            throw new Refusal.Later(
                    ErrorCode.SW_UNAVAILABLE, "The issuer's keys can't be had right now.", 1);
        } catch (JOSEException e) {
            throw invalid("the signature can't be checked");
        } catch (ParseException | IllegalArgumentException e) {
            throw invalid("it can't be read");
        }
    }

    private static void checkHeader(JWSHeader header) {
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw invalid("alg is not accepted");
        }
        JOSEObjectType type = header.getType();
        if (type != null && !TYPES.contains(type.getType().toLowerCase(Locale.ROOT))) {
            throw invalid("typ is not that of an access token");
        }
        if ((header.getCriticalParams() != null && !header.getCriticalParams().isEmpty())
                || !header.isBase64URLEncodePayload()) {
            throw invalid("crit is not understood");
        }
    }

    private void checkSignature(SignedJWT jwt) throws JOSEException {
        JWSHeader header = jwt.getHeader();
        JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
        List<JWK> found = matcher == null ? List.of() : keys.get(new JWKSelector(matcher), null);
        for (JWK key : found) {
            JWSVerifier verifier = verifier(key);
            if (verifier != null
                    && verifier.supportedJWSAlgorithms().contains(header.getAlgorithm())
                    && jwt.verify(verifier)) {
                return;
            }
        }
        if (found.isEmpty()) {
            throw new Refusal.Unauthenticated(
                    ErrorCode.SW_AUTH_INVALID_TOKEN,
                    "the key is none of the issuer's",
                    loggable(header.getKeyID()));
        }
        throw invalid("the signature is wrong");
    }

    private static @Nullable String loggable(@Nullable String keyId) {
        return keyId != null && LOGGABLE.matcher(keyId).matches() ? keyId : null;
    }

    /** The verifier for a key; null if keys of its type are not accepted. */
    static @Nullable JWSVerifier verifier(JWK key) throws JOSEException {
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
            throw invalid("there is no exp");
        }
        if (!now.minus(skew).isBefore(expires.toInstant())) {
            throw new Refusal.Unauthenticated(
                    ErrorCode.SW_AUTH_EXPIRED_TOKEN, "it has expired", null);
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && now.plus(skew).isBefore(notBefore.toInstant())) {
            throw invalid("it is not valid yet");
        }
    }

    /**
     * The refusal of an invalid token.
     *
     * @param reason one of a fixed set, with nothing from the token
     */
    public static Refusal.Unauthenticated invalid(String reason) {
        return new Refusal.Unauthenticated(ErrorCode.SW_AUTH_INVALID_TOKEN, reason, null);
    }

    /** The refusal of a request without a bearer token. */
    public static Refusal.Unauthenticated missing() {
        return new Refusal.Unauthenticated(ErrorCode.SW_AUTH_INVALID_TOKEN, null, null);
    }
}
