package com.scaiwave.admin.web.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.scaiwave.admin.testkit.Issuer;
import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.web.caller.AuthProperties.ClaimNames;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Fetches the keys of an issuer over HTTP, while they change; some tests use all processors. */
@Isolated
@NullMarked
@Order(1)
class IssuerKeysTest {
    private final Issuer issuer = Issuer.absent();
    private final IssuerKeys keys;
    private final TokenVerifier verifier;
    private final ECKey first = Issuer.newKey();

    IssuerKeysTest() {
        issuer.publish(first);
        issuer.up();
        AuthProperties properties =
                new AuthProperties(
                        issuer.address(),
                        null,
                        "scaiwave-admin",
                        Duration.ZERO,
                        new ClaimNames(
                                "tenant_id", "partner_id", "roles", "permissions", "actor_type"),
                        false);
        keys = IssuerKeys.of(properties);
        verifier =
                new TokenVerifier(keys, issuer.address().toString(), properties, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        keys.close();
        issuer.close();
    }

    @Test
    void a_new_key_counts_at_once_and_the_one_that_it_replaced_no_longer() throws Exception {
        assertGood(first);
        ECKey second = Issuer.newKey();

        issuer.publish(second);

        assertGood(second);
        assertThat(settled(token(first))).isEqualTo(ErrorCode.SW_AUTH_INVALID_TOKEN);
    }

    @Test
    void known_keys_count_on_while_the_issuer_is_away_and_unknown_ones_nobody_can_tell()
            throws Exception {
        assertGood(first);
        issuer.down();

        assertGood(first);
        assertThat(refusal(token(Issuer.newKey()))).isEqualTo(ErrorCode.SW_UNAVAILABLE);
        assertThat(keys.check().works()).isTrue();
    }

    @Test
    void an_issuer_that_comes_back_is_asked_again() throws Exception {
        issuer.publish("<html>no gateway</html>");
        assertThat(refusal(token(first))).isEqualTo(ErrorCode.SW_UNAVAILABLE);
        assertThat(keys.check().works()).isFalse();
        issuer.down();
        assertThat(refusal(token(first))).isEqualTo(ErrorCode.SW_UNAVAILABLE);
        issuer.publish(first);

        issuer.up();

        until(() -> keys.check().works());
        assertGood(first);
    }

    @Test
    void keys_that_can_not_be_used_do_not_disturb_the_others() throws Exception {
        String good = first.toPublicJWK().toJSONString();
        String other = Issuer.newKey().toPublicJWK().toJSONString();
        issuer.publish(
                "{\"keys\": ["
                        + String.join(
                                ",",
                                "{\"kty\":\"EC\",\"kid\":\"x\",\"crv\":\"P-256\",\"x\":\"AA\"}",
                                "{\"kty\":\"EC\",\"kid\":\"y\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
                                "{\"kty\":\"RSA\",\"kid\":\"r\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                                "{\"kty\":\"RSA\",\"kid\":\"s\",\"n\":7}",
                                "{\"kty\":\"oct\",\"kid\":\"o\",\"k\":\"c2VjcmV0\"}",
                                "{\"kty\":\"AKP\",\"kid\":\"q\",\"alg\":\"ML-DSA-44\"}",
                                "{\"kty\":\"OKP\",\"kid\":\"c\",\"crv\":\"X25519\",\"x\":\"AA\"}",
                                "{\"kid\":\"nothing\"}",
                                "{}",
                                "null",
                                "17",
                                other.replace("}", ",\"use\":\"enc\"}"),
                                good,
                                good)
                        + "], \"more\": true}");

        assertGood(first);
    }

    @Test
    void a_set_without_a_key_that_can_be_used_is_none() throws Exception {
        assertGood(first);
        ECKey second = Issuer.newKey();
        issuer.publish("{\"keys\": []}");
        assertThat(refusal(token(second))).isEqualTo(ErrorCode.SW_UNAVAILABLE);
        assertGood(first);
        issuer.publish(second);
        until(() -> refusal(token(second)) == null);
    }

    @Test
    void made_up_keys_neither_hide_a_new_one_nor_hammer_the_issuer() throws Exception {
        assertGood(first);
        int known = issuer.asked();
        long began = System.nanoTime();
        AtomicBoolean enough = new AtomicBoolean();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < 300; i++) {
                    clients.execute(() -> sendMadeUpKeys(enough));
                }
                until(() -> issuer.asked() - known > 1);
                ECKey second = Issuer.newKey();
                String token = token(second);
                int before = issuer.asked();
                issuer.publish(first, second);
                until(() -> refusal(token) == null);
                // One fetch may have begun before the key was there. The next one brings it.
                assertThat(issuer.asked() - before).isLessThanOrEqualTo(3);
            } finally {
                enough.set(true);
            }
        }
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        assertThat(issuer.asked() - known).isLessThanOrEqualTo((int) seconds + 2);
    }

    @Test
    void one_made_up_key_is_told_apart_from_a_new_one() throws Exception {
        assertGood(first);
        assertThat(settled(token(Issuer.newKey()))).isEqualTo(ErrorCode.SW_AUTH_INVALID_TOKEN);
        assertThat(settled(token(Issuer.newKey()))).isEqualTo(ErrorCode.SW_AUTH_INVALID_TOKEN);
        ECKey second = Issuer.newKey();
        issuer.publish(second);
        assertGood(second);
    }

    @Test
    void an_issuer_that_never_answers_keeps_nobody_waiting() throws Exception {
        assertGood(first);
        issuer.stall();
        long began = System.nanoTime();
        assertThat(refusal(token(Issuer.newKey()))).isEqualTo(ErrorCode.SW_UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        ECKey second = Issuer.newKey();
        issuer.publish(first, second);
        until(() -> refusal(token(second)) == null);
    }

    /**
     * Sends tokens with keys that don't exist. They need no signature: the issuer is under test.
     */
    private void sendMadeUpKeys(AtomicBoolean enough) {
        String[] parts = token(first).split("\\.", -1);
        while (!enough.get()) {
            String header = "{\"alg\":\"ES256\",\"kid\":\"" + UUID.randomUUID() + "\"}";
            refusal(Base64URL.encode(header) + "." + parts[1] + "." + parts[2]);
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** A busy machine may take longer than a request waits. That is a 503, never a 401. */
    private void assertGood(ECKey key) throws Exception {
        assertThat(settled(token(key))).isNull();
    }

    private @Nullable ErrorCode settled(String token) {
        AtomicReference<@Nullable ErrorCode> last = new AtomicReference<>();
        until(() -> {
            last.set(refusal(token));
            return last.get() != ErrorCode.SW_UNAVAILABLE;
        });
        return last.get();
    }

    private @Nullable ErrorCode refusal(String token) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> verifier.verify(token));
        return refusal == null ? null : refusal.code();
    }

    private static void until(BooleanSupplier so) {
        Waiting.until("the issuer's keys are as they should be", Duration.ofSeconds(60), so);
    }

    private String token(ECKey signer) {
        return issuer.token(signer, null, Map.of());
    }
}
