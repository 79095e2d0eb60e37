package com.scaiwave.admin.torture.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.torture.cases.History.Event;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullMarked
class HistoryTest {
    private static final long A_LONG_TIME = 1_000_000_000_000L;

    private final History history = new History();
    private long start;

    @BeforeEach
    void two_values_may_be_written() {
        history.begins("a");
        history.begins("b");
        start = System.nanoTime() + A_LONG_TIME;
    }

    @Test
    void one_after_the_other_is_fine() {
        write(1, "a", 0, 10);
        read(1, "a", 20, 30);
        write(2, "b", 40, 50);
        read(2, "b", 60, 70);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void what_runs_at_the_same_time_may_come_in_any_order() {
        write(2, "b", 0, 100);
        write(1, "a", 10, 90);
        read(1, "a", 20, 80);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void a_read_that_misses_a_write_is_seen() {
        write(1, "a", 0, 10);
        write(2, "b", 20, 30);
        read(1, "a", 40, 50);

        assertThat(history.violations()).hasSize(1);
    }

    @Test
    void a_read_that_goes_back_behind_another_is_seen() {
        write(1, "a", 0, 10);
        write(2, "b", 20, 100);
        read(2, "b", 30, 40);
        read(1, "a", 50, 60);

        assertThat(history.violations()).hasSize(1);
    }

    @Test
    void a_write_that_does_not_come_last_is_seen() {
        write(2, "a", 0, 10);
        write(1, "b", 20, 30);

        assertThat(history.violations()).hasSize(1);
    }

    @Test
    void two_writes_of_one_version_are_seen() {
        write(1, "a", 0, 30);
        write(1, "b", 10, 20);

        assertThat(history.violations()).isNotEmpty();
    }

    @Test
    void a_value_of_nobody_is_seen() {
        write(1, "a", 0, 10);
        read(2, "c", 20, 30);

        assertThat(history.violations()).hasSize(1);
    }

    private void write(long version, String value, long began, long ended) {
        history.ended(new Event("r", true, version, value, start + began, start + ended));
    }

    private void read(long version, String value, long began, long ended) {
        history.ended(new Event("r", false, version, value, start + began, start + ended));
    }
}
