package com.scaiwave.admin.command.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.deciding.Turns.Turn;
import com.scaiwave.admin.testkit.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A writer that has lost a race goes first, and the others of its place wait for it. */
@NullMarked
class TurnsTest {
    private static final String PLACE = "PUT /v1/a";

    private final Turns turns = new Turns();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void writers_do_not_wait_as_long_as_no_race_was_lost() throws InterruptedException {
        try (Turn _ = turns.begin(PLACE)) {
            Thread other = other(PLACE, "other");

            assertThat(other.join(Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void after_a_lost_race_one_writer_is_alone_until_it_is_done() throws InterruptedException {
        Thread other;
        try (Turn turn = turns.begin(PLACE)) {
            turn.again();
            turn.again();
            other = other(PLACE, "other");
            Waiting.until("the other one waits", () -> isWaiting(other));
            assertThat(other("another place", "elsewhere").join(Duration.ofSeconds(30))).isTrue();
            done.add("first");
        }
        assertThat(other.join(Duration.ofSeconds(30))).isTrue();

        assertThat(done).containsExactly("elsewhere", "first", "other");
        assertThat(other(PLACE, "last").join(Duration.ofSeconds(30))).isTrue();
    }

    /** A writer in a thread of its own. */
    private Thread other(String place, String name) {
        return Thread.ofPlatform()
                .start(() -> {
                    try (Turn _ = turns.begin(place)) {
                        done.add(name);
                    }
                });
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }
}
