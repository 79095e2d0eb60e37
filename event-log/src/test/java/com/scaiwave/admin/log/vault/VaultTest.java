package com.scaiwave.admin.log.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.log.TestPostgres;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

@NullMarked
class VaultTest {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final TestPostgres postgres = TestPostgres.create();
    private final String masterJson = MasterKey.generate();
    private final Vault vault = vault();

    @Test
    void a_sealed_value_opens_on_every_node() {
        Personal.Sealed sealed = vault.seal("actor:ann", "Grüße");
        assertThat(sealed.cipher())
                .doesNotContain("Grüße", BASE64.encodeToString("Grüße".getBytes(UTF_8)));
        assertThat(sealed.value()).isEqualTo("Grüße");
        assertThat(vault().open(sealed.key(), sealed.cipher())).isEqualTo("Grüße");
    }

    @Test
    void equal_values_do_not_look_equal_when_they_are_sealed() {
        Personal.Sealed one = vault.seal("actor:ann", "x");
        Personal.Sealed two = vault.seal("actor:ann", "x");
        assertThat(one.key()).isEqualTo(two.key());
        assertThat(one.cipher()).isNotEqualTo(two.cipher());
        assertThat(Personal.same(one, two)).isTrue();
    }

    @Test
    void the_key_of_another_subject_does_not_open() {
        Personal.Sealed ann = vault.seal("actor:ann", "x");
        Personal.Sealed bob = vault.seal("actor:bob", "x");
        assertThatIllegalStateException().isThrownBy(() -> vault.open(bob.key(), ann.cipher()));
        byte[] sealed = vault.sealBytes("cursor", bytes("page 2"));
        assertThat(vault().openBytes("cursor", sealed)).hasValue(bytes("page 2"));
        assertThat(vault.openBytes("answers", sealed)).isEmpty();
    }

    @Test
    void what_was_tampered_with_does_not_open() {
        byte[] sealed = vault.sealBytes("cursor", bytes("page 2"));
        sealed[sealed.length - 1] ^= 1;
        assertThat(vault.openBytes("cursor", sealed)).isEmpty();
        assertThat(vault.openBytes("cursor", new byte[0])).isEmpty();
    }

    @Test
    void what_an_erased_key_sealed_reads_as_erased_and_the_rest_as_before() {
        Personal.Sealed ann = vault.seal("actor:ann", "Ann");
        Personal.Sealed bob = vault.seal("actor:bob", "Bob");
        superuser().update("delete from vault.keys where subject = 'actor:ann'");
        Vault later = vault();
        assertThat(later.open(ann.key(), ann.cipher())).isEqualTo(Personal.ERASED);
        assertThat(later.open(bob.key(), bob.cipher())).isEqualTo("Bob");
    }

    @Test
    void a_subject_that_comes_back_gets_a_key_that_does_not_open_what_was_erased() {
        Personal.Sealed before = vault.seal("actor:ann", "Ann");
        superuser().update("delete from vault.keys where subject = 'actor:ann'");
        Vault later = vault();
        Personal.Sealed after = later.seal("actor:ann", "Ann");
        assertThat(after.key()).isNotEqualTo(before.key());
        assertThat(later.open(after.key(), after.cipher())).isEqualTo("Ann");
        assertThat(later.open(before.key(), before.cipher())).isEqualTo(Personal.ERASED);
    }

    @Test
    void a_wrong_master_key_is_refused_at_once_and_not_shown() {
        String otherJson = MasterKey.generate();
        String wrapped =
                superuser()
                        .queryForObject(
                                "select convert_from(wrapped, 'UTF8') from vault.keys",
                                String.class);

        Throwable thrown = catchThrowable(() -> vault(otherJson));

        assertThat(thrown)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the master key is not the one")
                .hasNoCause();
        KeyMaterial.assertThatNoneIsIn(thrown, masterJson, otherJson, String.valueOf(wrapped));
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void a_wrong_master_key_is_refused_by_a_vault_from_before_there_was_a_check() {
        vault.seal("actor:ann", "Ann");
        superuser().update("delete from vault.keys where subject = 'master-key'");

        assertThat(catchThrowable(() -> vault(MasterKey.generate())))
                .hasMessageContaining("the master key is not the one");
        assertThat(keys()).isEqualTo(1);

        vault();
        assertThat(keys()).isEqualTo(2);
    }

    @Test
    void vaults_that_make_the_key_of_a_subject_at_once_agree() throws Exception {
        int vaults = 8;
        CyclicBarrier start = new CyclicBarrier(vaults);
        try (ExecutorService threads = Executors.newFixedThreadPool(vaults)) {
            List<Future<Personal.Sealed>> sealed =
                    Stream.generate(this::vault)
                            .limit(vaults)
                            .map(v ->
                                    threads.submit(() -> {
                                        start.await();
                                        return v.seal("actor:ann", "Ann");
                                    }))
                            .toList();
            for (Future<Personal.Sealed> one : sealed) {
                assertThat(one.get().key()).isEqualTo(sealed.getFirst().get().key());
                assertThat(vault.open(one.get().key(), one.get().cipher())).isEqualTo("Ann");
            }
        }
        assertThat(keys()).isEqualTo(2);
    }

    @Test
    void a_mac_is_the_same_on_every_node_and_another_for_another_subject_or_value() {
        byte[] mac = vault.mac("idempotency", bytes("key"));
        assertThat(vault().mac("idempotency", bytes("key"))).isEqualTo(mac);
        assertThat(vault.mac("idempotency", bytes("key2"))).isNotEqualTo(mac);
        assertThat(vault.mac("bodies", bytes("key"))).isNotEqualTo(mac);
    }

    private Vault vault() {
        return vault(masterJson);
    }

    private Vault vault(String master) {
        return Vault.open(postgres.as("scaiwave_command"), MasterKey.parse(master));
    }

    private long keys() {
        Long keys = superuser().queryForObject("select count(*) from vault.keys", Long.class);
        return keys == null ? 0 : keys;
    }

    private JdbcTemplate superuser() {
        return new JdbcTemplate(postgres.as("postgres"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
