package com.scaiwave.admin.log.follow;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.LogUnavailable;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;

@NullMarked
class FaultTest {
    @Test
    void a_log_or_database_that_is_not_there_is_waited_for_and_parks_nobody() {
        assertWaiting(new LogUnavailable("no answer", null));
        assertWaiting(new QueryTimeoutException("no answer"));
        assertWaiting(new CannotCreateTransactionException("no connection"));
    }

    @Test
    void a_row_that_the_database_refuses_is_the_events_fault() {
        assertThat(Fault.liesInTheEvent(new DataIntegrityViolationException("null"))).isTrue();
    }

    @Test
    void anything_else_is_the_events_fault_and_stops_its_follower() {
        RuntimeException reason = new IllegalStateException("can't handle this");

        assertThat(Fault.of(reason).word()).isEqualTo("stopped");
        assertThat(Fault.liesInTheEvent(reason)).isTrue();
    }

    private static void assertWaiting(RuntimeException reason) {
        assertThat(Fault.of(reason).word()).isEqualTo("waiting");
        assertThat(Fault.liesInTheEvent(reason)).isFalse();
    }
}
