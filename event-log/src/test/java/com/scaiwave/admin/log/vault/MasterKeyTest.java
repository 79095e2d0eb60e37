package com.scaiwave.admin.log.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class MasterKeyTest {
    private static final String SECRET = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0";

    @Test
    void what_was_generated_is_read_and_is_another_each_time() throws Exception {
        String keyset = MasterKey.generate();
        byte[] wrapped =
                MasterKey.parse(keyset).wrapNew("ann", PredefinedAeadParameters.AES256_GCM);
        byte[] cipher = key(keyset, wrapped).encrypt(new byte[] {7}, new byte[0]);
        assertThat(key(keyset, wrapped).decrypt(cipher, new byte[0])).containsExactly(7);

        String another = MasterKey.generate();
        assertThat(another).isNotEqualTo(keyset);
        assertThat(MasterKey.parse(another).opens("ann", wrapped)).isFalse();
        assertThat(MasterKey.parse(keyset).opens("ann", wrapped)).isTrue();
        assertThat(MasterKey.parse(keyset).opens("bob", wrapped)).isFalse();
    }

    private static Aead key(String master, byte[] wrapped) {
        return MasterKey.parse(master).unwrap("ann", wrapped, Aead.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SECRET,
                "\"" + SECRET + "\"",
                "{\"key\":\"" + SECRET + "\"}",
                "{\"primaryKeyId\":\"" + SECRET + "\"}",
                "{\"primaryKeyId\":1,\"key\":[\"" + SECRET + "\"]}",
                "{\"primaryKeyId\":1,\"key\":[{\"keyData\":{\"typeUrl\":\"t\",\"value\":\""
                        + SECRET
                        + "\",\"keyMaterialType\":\"SYMMETRIC\"},\"status\":\"ENABLED\",\"keyId\":1,"
                        + "\"outputPrefixType\":\"TINK\"}]}",
                "[" + SECRET,
                "{" + SECRET + ":"
            })
    void what_is_no_keyset_is_refused_and_not_repeated(String text) {
        Throwable thrown = catchThrowable(() -> MasterKey.parse(text));
        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the master key is no Tink AEAD keyset in JSON");
        KeyMaterial.assertThatNoneIsIn(thrown, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", "[]", "null"})
    void nothing_is_no_keyset(String text) {
        assertThat(catchThrowable(() -> MasterKey.parse(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the master key is no Tink AEAD keyset in JSON");
    }

    @Test
    void a_keyset_that_was_cut_short_is_refused_and_not_repeated() {
        String keyset = MasterKey.generate();
        Throwable thrown =
                catchThrowable(() -> MasterKey.parse(keyset.substring(0, keyset.length() - 9)));
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
        KeyMaterial.assertThatNoneIsIn(thrown, keyset);
    }
}
