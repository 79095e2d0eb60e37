package com.scaiwave.admin.contract.harness;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Tokens that look like a valid one, and must be refused. */
public final class Forgery {

    private static final RSAKey RSA = made(() -> new RSAKeyGenerator(2048).generate());
    private static final ECKey EC = made(() -> new ECKeyGenerator(Curve.P_256).generate());

    private Forgery() {}

    /** The claims of a valid token under {@code alg: none}. */
    public static String unsigned(String token) {
        return new PlainJWT(claims(token)).serialize();
    }

    /** {@code alg: none}, with the valid token's signature appended. */
    public static String unsignedWithSignature(String token) {
        return unsigned(token) + token.substring(token.lastIndexOf('.') + 1);
    }

    /**
     * Signed with HS256 and a secret that an attacker would try: text that names the public key.
     */
    public static String hmac(String token) {
        byte[] secret =
                Arrays.copyOf(header(token).toString().getBytes(StandardCharsets.UTF_8), 64);
        return sign(token, claims(token), JWSAlgorithm.HS256, mac(secret), null);
    }

    /** The right key id and claims, signed with a key of our own. */
    public static String foreignKey(String token, String algorithm) {
        return algorithm.equals("EdDSA")
                ? edDsa(token)
                : sign(token, claims(token), JWSAlgorithm.parse(algorithm), null);
    }

    /** The same, with the algorithm of the valid token, so that only the signature is wrong. */
    public static String foreignKey(String token) {
        return sign(token, claims(token), null);
    }

    /** Signed with a key of our own, which is embedded in the header. */
    public static String embeddedKey(String token) {
        return sign(token, claims(token), ours(header(token).getAlgorithm()).toPublicJWK());
    }

    public static String wrongAudience(String token) {
        var claims = new JWTClaimsSet.Builder(claims(token)).audience("someone-else").build();
        return sign(token, claims, null);
    }

    public static String wrongIssuer(String token) {
        var claims = new JWTClaimsSet.Builder(claims(token)).issuer("https://else.example").build();
        return sign(token, claims, null);
    }

    public static String notYetValid(String token) {
        var nextYear = Date.from(Instant.now().plus(Duration.ofDays(365)));
        var claims = new JWTClaimsSet.Builder(claims(token)).notBeforeTime(nextYear).build();
        return sign(token, claims, null);
    }

    /** Other claims under the valid token's signature. */
    public static String tampered(String token) {
        var claims =
                new JWTClaimsSet.Builder(claims(token))
                        .claim("roles", new String[] {"super_admin"});
        String[] parts = token.split("\\.", -1);
        return parts[0] + "." + Base64URL.encode(claims.build().toString()) + "." + parts[2];
    }

    /** An ECDSA signature of zeros, which a broken verifier accepts for any message. */
    public static String zeroSignature(String token) {
        return head(token, "ES256") + "." + Base64URL.encode(new byte[64]);
    }

    public static String withoutSignature(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1);
    }

    private static String edDsa(String token) {
        try {
            String head = head(token, "EdDSA");
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
            signature.update(head.getBytes(StandardCharsets.US_ASCII));
            return head + "." + Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String head(String token, String algorithm) {
        String header =
                Json.write(
                        Json.object(
                                "alg", algorithm, "typ", "JWT", "kid", header(token).getKeyID()));
        return Base64URL.encode(header) + "." + token.split("\\.", -1)[1];
    }

    /** Signed as the valid token is, with a key of our own. */
    private static String sign(String token, JWTClaimsSet claims, @Nullable JWK embedded) {
        return sign(token, claims, header(token).getAlgorithm(), embedded);
    }

    private static String sign(
            String token, JWTClaimsSet claims, JWSAlgorithm algorithm, @Nullable JWK embedded) {
        JWSSigner signer =
                made(() ->
                        new DefaultJWSSignerFactory().createJWSSigner(ours(algorithm), algorithm));
        return sign(token, claims, algorithm, signer, embedded);
    }

    private static JWK ours(JWSAlgorithm algorithm) {
        return algorithm.equals(JWSAlgorithm.ES256) ? EC : RSA;
    }

    private static String sign(
            String token,
            JWTClaimsSet claims,
            JWSAlgorithm algorithm,
            JWSSigner signer,
            @Nullable JWK embedded) {
        try {
            var header = new JWSHeader.Builder(algorithm).keyID(header(token).getKeyID());
            if (embedded != null) {
                header.jwk(embedded);
            }
            var jwt = new SignedJWT(header.build(), claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JWTClaimsSet claims(String token) {
        return made(() -> SignedJWT.parse(token).getJWTClaimsSet());
    }

    private static JWSHeader header(String token) {
        return made(() -> SignedJWT.parse(token).getHeader());
    }

    private static JWSSigner mac(byte[] secret) {
        return made(() -> new MACSigner(secret));
    }

    private static <T> T made(Callable<T> making) {
        try {
            return making.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
