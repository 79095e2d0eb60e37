package com.scaiwave.admin.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import com.scaiwave.admin.allinone.DevelopmentTokens.Wanted;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of a data folder stays; one of an earlier build is an RSA key. */
@NullMarked
class DevelopmentTokensTest {
    private static final Wanted ANY = new Wanted(null, null, null, null, null, null, null);

    @TempDir private Path data;

    @Test
    void a_new_folder_has_a_key_for_es256() throws Exception {
        assertSigns(JWSAlgorithm.ES256);
        assertThat(tokens().keys().get(all(), null)).isEqualTo(tokens().keys().get(all(), null));
    }

    @Test
    void a_folder_with_an_rsa_key_goes_on_with_rs256() throws Exception {
        String key =
                new RSAKeyGenerator(2048)
                        .keyID("of an earlier build")
                        .algorithm(JWSAlgorithm.RS256)
                        .generate()
                        .toJSONString();
        new DataFolder(data).tokenKey(() -> key);

        assertSigns(JWSAlgorithm.RS256);
    }

    private void assertSigns(JWSAlgorithm algorithm) throws Exception {
        SignedJWT token = SignedJWT.parse(tokens().sign(ANY));

        assertThat(token.getHeader().getAlgorithm()).isEqualTo(algorithm);
        JWK key = tokens().keys().get(all(), null).getFirst();
        assertThat(key.getKeyID()).isEqualTo(token.getHeader().getKeyID());
        assertThat(key.isPrivate()).isFalse();
        assertThat(
                        token.verify(
                                new DefaultJWSVerifierFactory()
                                        .createJWSVerifier(
                                                token.getHeader(),
                                                ((AsymmetricJWK) key).toPublicKey())))
                .isTrue();
    }

    private DevelopmentTokens tokens() {
        return new DevelopmentTokens(new DataFolder(data), Clock.systemUTC());
    }

    private static JWKSelector all() {
        return new JWKSelector(new JWKMatcher.Builder().build());
    }
}
