package com.scaiwave.admin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class CallersTest {

    /** Each caller's second call comes after the end. */
    @Test
    void a_slow_rate_has_calls_in_the_time_that_counts() {
        Samples samples =
                Callers.paced(
                        32, _ -> () -> {}, 22, Duration.ofMillis(300), Duration.ofMillis(600));

        assertThat(samples.count()).isPositive();
    }
}
