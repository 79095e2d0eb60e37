package com.scaiwave.admin.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.web.limits.Bulkhead.Lease;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Bulkhead bulkhead = new Bulkhead("tests", 10, 6);

    @Test
    void an_owner_gets_its_share_and_no_more() {
        assertThat(bulkhead.take("a", 6, Duration.ZERO)).isNotNull();

        assertRefused("a", ErrorCode.SW_RATE_LIMIT_EXCEEDED);
    }

    @Test
    void what_one_owner_uses_leaves_the_rest_to_the_others() {
        assertThat(bulkhead.take("a", 6, Duration.ZERO)).isNotNull();
        assertThat(bulkhead.take("b", 4, Duration.ZERO)).isNotNull();

        assertRefused("c", ErrorCode.SW_UNAVAILABLE);
    }

    @Test
    void a_part_that_exceeds_a_share_is_granted_alone() {
        Lease all = bulkhead.take("a", 100, Duration.ZERO);
        assertThat(bulkhead.inUse()).isEqualTo(6);

        all.close();
        assertThat(bulkhead.inUse()).isZero();
    }

    @Test
    void a_caller_waits_until_a_lease_is_closed() throws Exception {
        Lease first = bulkhead.take("a", 6, Duration.ZERO);
        FutureTask<Lease> second = new FutureTask<>(() -> bulkhead.take("a", 1, LONG));
        Thread caller = Thread.startVirtualThread(second);
        Waiting.until("the caller waits", () -> caller.getState() == Thread.State.TIMED_WAITING);
        assertThat(bulkhead.inUse()).isEqualTo(6);

        first.close();

        assertThat(second.get()).isNotNull();
        assertThat(bulkhead.inUse()).isEqualTo(1);
    }

    @Test
    void a_lease_shrinks_and_closes_once() {
        Lease lease = bulkhead.take("a", 5, Duration.ZERO);

        lease.shrinkTo(7);
        assertThat(bulkhead.inUse()).isEqualTo(5);
        lease.shrinkTo(2);
        assertThat(bulkhead.inUse()).isEqualTo(2);
        lease.close();
        lease.close();
        assertThat(bulkhead.inUse()).isZero();
    }

    private void assertRefused(String owner, ErrorCode code) {
        assertThatThrownBy(() -> bulkhead.take(owner, 1, Duration.ZERO))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo(code));
    }
}
