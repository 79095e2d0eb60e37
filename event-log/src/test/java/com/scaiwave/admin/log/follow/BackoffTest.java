package com.scaiwave.admin.log.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class BackoffTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void pauses_double_up_to_the_longest_and_begin_anew_after_a_success() {
        Backoff backoff = new Backoff(pace(Duration.ofMillis(100), Duration.ofMillis(500)));
        for (long most : List.of(100L, 200L, 400L, 500L, 500L)) {
            assertThat(backoff.next())
                    .isBetween(Duration.ofMillis(most / 2), Duration.ofMillis(most));
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void a_pause_takes_half_its_length_at_least_and_an_interrupt_ends_it() {
        Backoff backoff = new Backoff(pace(Duration.ofMillis(20), Duration.ofHours(2)));
        long begun = System.nanoTime();
        backoff.pause();
        assertThat(System.nanoTime() - begun)
                .isGreaterThanOrEqualTo(Duration.ofMillis(10).toNanos());

        Backoff hours = new Backoff(pace(Duration.ofHours(1), Duration.ofHours(1)));
        Thread.currentThread().interrupt();
        hours.pause();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_pace_that_nothing_could_go_at_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> pace(Duration.ZERO, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> pace(SECOND, Duration.ofMillis(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pace(0, 1, SECOND, SECOND, SECOND, SECOND, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pace(1, 0, SECOND, SECOND, SECOND, SECOND, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Pace(1, 1, SECOND, Duration.ZERO, SECOND, SECOND, Duration.ZERO));
    }

    private static Pace pace(Duration first, Duration longest) {
        return new Pace(1, 1, SECOND, SECOND, first, longest, Duration.ZERO);
    }
}
