package com.scaiwave.admin.log.follow;

import static com.scaiwave.admin.log.follow.Appends.SICK;
import static com.scaiwave.admin.log.follow.Appends.SOUND;
import static com.scaiwave.admin.log.follow.Appends.enableTogether;
import static com.scaiwave.admin.log.follow.Appends.readAll;
import static com.scaiwave.admin.log.follow.Appends.report;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.TestPostgres;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The tail keeps a bounded number of events and bytes; what it has lost is read from the log. */
@NullMarked
class LogTailBoundsTest {
    private final EventLog log = TestPostgres.create().log(LogName.ADMINISTRATION);
    private final LogTail tail = new LogTail(log);

    @Test
    void it_keeps_the_last_thousand_events() {
        enableTogether(log, SOUND, 1_200);
        List<StoredEvent> all = readAll(tail, Checkpoint.START, 500);

        assertKept(all, 201);
        assertKept(all, 1_199);
        assertLost(all, 200);
        assertLost(all, 1);
        assertThat(tail.readAfter(all.get(1_197).checkpoint(), 10))
                .isEqualTo(all.subList(1_198, 1_200));
        assertThat(tail.readAfter(all.get(1_097).checkpoint(), 10))
                .isEqualTo(all.subList(1_098, 1_108));
    }

    @Test
    void a_page_that_ends_with_the_last_event_replaces_nothing_and_a_later_one_does() {
        enableTogether(log, SOUND, 1_100);
        List<StoredEvent> all = readAll(tail, Checkpoint.START, 500);

        assertThat(tail.readAfter(Checkpoint.START, 2_000)).isEqualTo(all);
        assertKept(all, 101);

        enableTogether(log, SICK, 1);
        List<StoredEvent> page = tail.readAfter(Checkpoint.START, 2_000);
        assertThat(page).hasSize(1_101);
        assertKept(page, 102);
        assertLost(page, 101);
    }

    @Test
    void it_keeps_six_mebibytes_at_most() {
        for (int n = 0; n < 4; n++) {
            report(log, SOUND, 2 << 20);
        }
        List<StoredEvent> all = readAll(tail, Checkpoint.START, 1);

        assertKept(all, 3);
        assertLost(all, 2);
    }

    /** The event is one of those that were read before. */
    private void assertKept(List<StoredEvent> all, int index) {
        assertThat(next(all, index)).isSameAs(all.get(index));
    }

    /** The event is the same, but was read again. */
    private void assertLost(List<StoredEvent> all, int index) {
        assertThat(next(all, index)).isEqualTo(all.get(index)).isNotSameAs(all.get(index));
    }

    private StoredEvent next(List<StoredEvent> all, int index) {
        return tail.readAfter(all.get(index - 1).checkpoint(), 1).getFirst();
    }
}
