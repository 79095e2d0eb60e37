package com.scaiwave.admin.command.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.Expectations;
import com.scaiwave.admin.command.TestCall;
import com.scaiwave.admin.command.deciding.Idempotency.RequestKey;
import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Outcome.Answered;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.web.caller.Caller;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.refusal.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** A key counts for one actor, tenant and path, and for one body. */
@NullMarked
class IdempotencyTest {
    private static final TenantSet TENANT = tenant("tnt_1");
    private static final TestCall ASKED =
            new TestCall(
                    caller("ann", ActorType.USER, null),
                    TENANT,
                    "put-thing",
                    "1",
                    "key-1",
                    "{\"a\":1}");

    private static final Vault VAULT = TestPostgres.create().vault();

    private final Idempotency idempotency =
            new Idempotency(
                    VAULT,
                    new AnswersProperties(
                            Duration.ofDays(2), Duration.ofHours(1), DataSize.ofBytes(77)));

    @Test
    void a_request_without_a_key_has_none() {
        RequestKey key = key(new TestCall(ASKED.caller(), TENANT, "put-thing", "1", null, "{}"));

        assertThat(key.isGiven()).isFalse();
        assertThat(key(ASKED).isGiven()).isTrue();
    }

    @Test
    void the_same_request_has_the_same_key() {
        assertThat(key(ASKED).request()).isEqualTo(key(ASKED).request());
        assertThat(key(ASKED).body()).isEqualTo(key(ASKED).body());
    }

    @Test
    void a_key_counts_within_tenant_actor_operation_and_path() {
        PartnerId partner = new PartnerId("prt_1");
        for (TestCall other :
                List.of(
                        asked(tenant("tnt_2"), "ann", ActorType.USER, null, "put-thing", "1", "k"),
                        asked(
                                new TenantSet.All(),
                                "ann",
                                ActorType.USER,
                                null,
                                "put-thing",
                                "1",
                                "k"),
                        asked(TENANT, "bob", ActorType.USER, null, "put-thing", "1", "k"),
                        asked(TENANT, "ann", ActorType.SERVICE, null, "put-thing", "1", "k"),
                        asked(TENANT, "ann", ActorType.USER, partner, "put-thing", "1", "k"),
                        asked(TENANT, "ann", ActorType.USER, null, "put-other", "1", "k"),
                        asked(TENANT, "ann", ActorType.USER, null, "put-thing", "2", "k"),
                        asked(TENANT, "ann", ActorType.USER, null, "put-thing", "1", "l"))) {
            TestCall one = asked(TENANT, "ann", ActorType.USER, null, "put-thing", "1", "k");
            assertThat(key(other).request()).as("%s", other).isNotEqualTo(key(one).request());
        }
    }

    private static TestCall asked(
            TenantSet tenants,
            String subject,
            ActorType type,
            @Nullable PartnerId partner,
            String operation,
            String id,
            String key) {
        return new TestCall(caller(subject, type, partner), tenants, operation, id, key, "{}");
    }

    private static Caller caller(String subject, ActorType type, @Nullable PartnerId partner) {
        return new Caller(subject, type, Set.of(Caller.Kind.ADMIN), null, partner);
    }

    @Test
    void a_body_is_the_same_if_it_is_the_same_json() {
        assertThat(key(body("{\"a\":1,\"b\":2}")).body())
                .isEqualTo(key(body("{\"b\":2, \"a\":1.0}")).body())
                .isNotEqualTo(key(body("{\"a\":1,\"b\":3}")).body())
                .isNotEqualTo(key(body(null)).body());
    }

    private static TestCall body(@Nullable String body) {
        return new TestCall(ASKED.caller(), TENANT, "put-thing", "1", "k", body);
    }

    @Test
    void an_answer_takes_the_share_of_the_tenant_or_else_of_the_partner_or_the_caller() {
        PartnerId partner = new PartnerId("prt_1");
        TenantSet all = new TenantSet.All();
        assertThat(key(asked(TENANT, "ann", ActorType.USER, partner, "o", "1", "k")).owner())
                .isEqualTo("tnt_1");
        assertThat(key(asked(all, "ann", ActorType.USER, partner, "o", "1", "k")).owner())
                .isEqualTo("prt_1");
        assertThat(key(asked(all, "ann", ActorType.USER, null, "o", "1", "k")).owner())
                .isEqualTo("actor:ann");
        assertThat(idempotency.sealed(key(ASKED), answer()).owner()).isEqualTo("tnt_1");
        assertThat(idempotency.sealed(key(ASKED), answer()).limit()).isEqualTo(77);
    }

    @Test
    void the_first_answer_is_given_again_and_not_to_another_body() {
        RequestKey key = key(ASKED);
        Answered known = new Answered(key.body(), idempotency.sealed(key, answer()).sealed(), 7L);

        assertThat(idempotency.replay(key, known).getBody())
                .isEqualTo(answer().response(7L, true).getBody());
        Expectations.assertRefused(
                ErrorCode.SW_IDEMPOTENCY_KEY_REUSED,
                () -> idempotency.replay(key(body("{\"a\":2}")), known));
    }

    private static StoredAnswer answer() {
        return new StoredAnswer(200, null, "{}", true, 4, null, List.of());
    }

    private RequestKey key(TestCall asked) {
        return idempotency.key(asked.call());
    }

    private static TenantSet tenant(String id) {
        return new TenantSet.One(new Directory.Tenant(new TenantId(id), List.of()));
    }
}
