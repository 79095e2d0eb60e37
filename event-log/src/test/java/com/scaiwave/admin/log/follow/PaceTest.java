package com.scaiwave.admin.log.follow;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.follow.Pace.Taken;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A batch is bounded in events and in bytes, and it is known whether there may be more. */
@NullMarked
class PaceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int BYTES = 100;
    private static final Pace THREE =
            new Pace(3, BYTES, SECOND, SECOND, SECOND, SECOND, Duration.ZERO);

    @Test
    void fewer_events_than_fit_are_the_last_ones() {
        assertTaken(0, false);
        assertTaken(1, false, 10);
        assertTaken(2, false, 10, 10);
    }

    @Test
    void there_may_be_more_behind_as_many_as_were_asked_for() {
        assertTaken(3, true, 10, 10, 10);
    }

    @Test
    void a_batch_ends_with_the_event_that_reaches_the_bytes() {
        assertTaken(2, true, 60, 40, 10);
        assertTaken(3, true, 60, 39, 10);
        assertTaken(1, true, 200, 10);
        assertTaken(2, false, 60, 40);
        assertTaken(1, false, 200);
    }

    @Test
    void there_may_be_more_behind_a_page_that_the_log_ended_for_its_size() {
        assertTaken(1, true, 4 << 20);
        assertTaken(1, false, (4 << 20) - 1);
    }

    @Test
    void one_by_one_there_may_be_more_behind_each_event() {
        assertThat(THREE.oneByOne().take(MemoryLog.sized(10)).more()).isTrue();
        assertThat(THREE.oneByOne().take(List.of()).more()).isFalse();
    }

    private static void assertTaken(int events, boolean more, int... found) {
        assertThat(THREE.take(MemoryLog.sized(found)))
                .as("%s", Arrays.toString(found))
                .isEqualTo(new Taken(MemoryLog.sized(found).subList(0, events), more));
    }
}
