package com.scaiwave.admin.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.web.caller.Caller;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import io.github.bucket4j.TimeMeter;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

@NullMarked
@Order(1)
class RateLimitsTest {
    private final TestPostgres postgres = TestPostgres.create();
    private final JdbcClient rows = JdbcClient.create(postgres.as("scaiwave_owner"));
    private final StoppedTime clock = new StoppedTime(new SteadyTime().currentTimeNanos());

    @BeforeEach
    void migrate() {
        RateLimits.schema(postgres.as("scaiwave_owner"), "scaiwave_command", "scaiwave_query")
                .migrate();
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

    @Test
    void a_changed_limit_holds_from_the_next_request_on() {
        RateLimits strict = node(1, 1);
        strict.check(caller("ann"), "tnt_a");
        assertThat(
                        catchThrowableOfType(
                                Refusal.Later.class, () -> strict.check(caller("ann"), null)))
                .isNotNull();

        RateLimits generous = node(1_000, 1_000);
        for (int i = 0; i < 100; i++) {
            generous.check(caller("ann"), "tnt_a");
        }
        RateLimits stricter = node(50, 0);
        for (int i = 0; i < 50; i++) {
            stricter.check(caller("ann"), "tnt_a");
        }
        assertThat(
                        catchThrowableOfType(
                                Refusal.Later.class, () -> stricter.check(caller("ann"), null)))
                .isNotNull();
    }

    @Test
    void buckets_that_are_full_again_are_removed_and_no_others() {
        RateLimits limits = node(60, 0);
        limits.check(caller("ann"), null);
        rows.sql("insert into edge.rate_limits (id) values ('left behind')").update();
        rows.sql(
                        "insert into edge.rate_limits (id, expires_at)"
                                + " select 'old-' || n, 1 from generate_series(1, 2500) as n")
                .update();
        long expires =
                rows.sql("select expires_at from edge.rate_limits where id = 'caller:60:ann'")
                        .query(Long.class)
                        .single();
        assertThat(expires - clock.currentTimeNanos() / 1_000_000).isBetween(0L, 12_000L);

        limits.removeExpired();

        assertThat(count()).isEqualTo(2);
    }

    @Test
    void a_database_that_takes_no_writes_is_one_that_does_not_answer() {
        RateLimits limits = node(60, 0);
        postgres.superuser()
                .execute(
                        "do $$ begin execute format('alter database %I set"
                                + " default_transaction_read_only = on', current_database());"
                                + " end $$");

        assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(() -> limits.check(caller("ann"), null));
    }

    private long count() {
        return rows.sql("select count(*) from edge.rate_limits").query(Long.class).single();
    }

    private RateLimits node(long caller, long tenant) {
        return new RateLimits(
                new RateLimitProperties(caller, tenant), postgres.as("scaiwave_query"), clock);
    }

    private static Caller caller(String subject) {
        return new Caller(subject, ActorType.USER, Set.of(Caller.Kind.ADMIN), "tnt_a", null);
    }

    /** Nothing is refilled, however long a slow disk takes. */
    private record StoppedTime(long currentTimeNanos) implements TimeMeter {
        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
