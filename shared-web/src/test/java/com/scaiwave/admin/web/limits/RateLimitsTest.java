package com.scaiwave.admin.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.web.caller.Caller;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullMarked
class RateLimitsTest {
    private final TestPostgres postgres = TestPostgres.create();

    @BeforeEach
    void migrate() {
        RateLimits.migrate(postgres.as("scaiwave_owner"), "scaiwave_command", "scaiwave_query");
    }

    @Test
    void a_caller_has_one_allowance_over_all_nodes() {
        RateLimits one = node(3, 0);
        RateLimits other = node(3, 0);
        one.check(caller("ann"), "tnt_a");
        other.check(caller("ann"), "tnt_b");
        one.check(caller("ann"), null);

        Refusal.Later refusal =
                catchThrowableOfType(
                        Refusal.Later.class, () -> other.check(caller("ann"), "tnt_a"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.SW_RATE_LIMIT_EXCEEDED);
        assertThat(refusal.seconds()).isBetween(1L, 60L);
        assertThatCode(() -> one.check(caller("bob"), "tnt_a")).doesNotThrowAnyException();
    }

    @Test
    void a_tenant_has_one_allowance_for_all_its_callers() {
        RateLimits limits = node(0, 2);
        limits.check(caller("ann"), "tnt_a");
        limits.check(caller("bob"), "tnt_a");

        assertThat(
                        catchThrowableOfType(
                                Refusal.Later.class, () -> limits.check(caller("eve"), "tnt_a")))
                .isNotNull();
        assertThatCode(() -> limits.check(caller("eve"), "tnt_b")).doesNotThrowAnyException();
    }

    private RateLimits node(long caller, long tenant) {
        return new RateLimits(
                new RateLimitProperties(caller, tenant), postgres.as("scaiwave_query"));
    }

    private static Caller caller(String subject) {
        return new Caller(subject, ActorType.USER, Set.of(Caller.Kind.ADMIN), "tnt_a", null);
    }
}
