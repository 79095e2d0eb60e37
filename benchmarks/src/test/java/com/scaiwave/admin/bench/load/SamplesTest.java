package com.scaiwave.admin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SamplesTest {
    @Test
    void percentiles_are_of_all_samples() {
        Samples samples = new Samples();
        for (int n = 20_000; n > 0; n--) {
            samples.add(n * 1_000_000L);
        }

        assertThat(samples.percentileMillis(0.5)).isEqualTo(10_000);
        assertThat(samples.percentileMillis(0.99)).isEqualTo(19_800);
        assertThat(samples.percentileMillis(1)).isEqualTo(20_000);
        assertThat(samples.perSecond(Duration.ofSeconds(10))).isEqualTo(2_000);
    }

    @Test
    void nothing_has_no_percentile() {
        assertThatIllegalStateException().isThrownBy(() -> new Samples().percentileMillis(0.5));
    }
}
