package com.scaiwave.admin.bench.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventDigest;
import com.scaiwave.admin.log.StoredEvent;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Checks that events in the wrong place are counted. */
@NullMarked
class SeenTest {
    private static final StoredEvent FIRST = stored("tnt_a", 1, 0);
    private static final StoredEvent SECOND = stored("tnt_b", 2, 0);
    private static final StoredEvent THIRD = stored("tnt_a", 3, 1);
    private static final StoredEvent FOURTH = stored("tnt_a", 4, 2);

    @Test
    void nothing_is_wrong_with_what_follows() {
        assertThat(seen(FIRST, SECOND, THIRD, FOURTH).wrong()).isZero();
    }

    @Test
    void a_skipped_a_doubled_and_a_reordered_event_are_wrong() {
        assertThat(seen(FIRST, THIRD, FOURTH).wrong()).isPositive();
        assertThat(seen(FIRST, SECOND, SECOND, THIRD).wrong()).isPositive();
        assertThat(seen(FIRST, THIRD, SECOND, FOURTH).wrong()).isPositive();
    }

    @Test
    void an_event_at_another_place_of_its_stream_is_wrong() {
        assertThat(seen(FIRST, SECOND, stored("tnt_a", 3, 2)).wrong()).isOne();
    }

    @Test
    void others_in_the_same_places_are_in_another_order() {
        StoredEvent other = stored("tnt_b", 2, 0);

        assertThat(seen(FIRST, SECOND).order()).isEqualTo(seen(FIRST, SECOND).order());
        assertThat(seen(FIRST, SECOND).order()).isNotEqualTo(seen(FIRST, other).order());
    }

    private static Seen seen(StoredEvent... events) {
        Seen seen = new Seen(Checkpoint.START);
        List.of(events).forEach(seen::look);
        return seen;
    }

    private static StoredEvent stored(String tenant, long position, long sequence) {
        NewEvent event = LogDatabase.change(tenant, sequence + 1);
        return new StoredEvent(
                position,
                event.id(),
                event.event().stream(),
                sequence,
                event.event(),
                event.metadata(),
                event.metadata().occurredAt(),
                0,
                new EventDigest("test", 1, "", ""));
    }
}
