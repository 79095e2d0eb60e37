package com.scaiwave.admin.log.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A wait ends with a signal beyond what was read, and with no other. */
@NullMarked
class AlarmTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Alarm alarm = new Alarm();

    @Test
    void a_signal_for_what_was_read_ends_no_wait() throws InterruptedException {
        alarm.ring(5);

        assertThat(waited(5, SHORT)).isGreaterThanOrEqualTo(SHORT);
        assertThat(waited(6, SHORT)).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void the_highest_of_several_signals_counts() throws InterruptedException {
        alarm.ring(6);
        alarm.ring(4);

        assertThat(waited(5, LONG)).isLessThan(LONG);
    }

    @Test
    void a_signal_is_forgotten_before_the_next_read() throws InterruptedException {
        alarm.ring(6);
        alarm.reset();

        assertThat(waited(5, SHORT)).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void a_thread_that_waits_is_woken_by_the_first_signal_beyond_what_it_has_read()
            throws InterruptedException {
        alarm.await(5, Duration.ZERO);
        Thread waiting = Thread.ofPlatform().start(this::awaitSix);
        awaitWaiting(waiting);
        alarm.ring(5);
        awaitWaiting(waiting);

        alarm.ring(6);

        assertThat(waiting.join(Duration.ofSeconds(30))).isTrue();
    }

    private void awaitSix() {
        try {
            alarm.await(5, LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitWaiting(Thread thread) throws InterruptedException {
        Reached.until("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    private Duration waited(long read, Duration most) throws InterruptedException {
        long begun = System.nanoTime();
        alarm.await(read, most);
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
