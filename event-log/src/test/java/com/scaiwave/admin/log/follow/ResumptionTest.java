package com.scaiwave.admin.log.follow;

import static com.scaiwave.admin.log.follow.Appends.SICK;
import static com.scaiwave.admin.log.follow.Appends.SOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.follow.BatchOutcome.Moved;
import com.scaiwave.admin.log.follow.Notes.Note;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

/** A parked tenant is caught up with up to its follower's checkpoint, each event once. */
@NullMarked
class ResumptionTest {
    private final MemoryLog log = new MemoryLog();
    private final Notes notes = new Notes();
    private volatile Predicate<StoredEvent> refused = e -> SICK.equals(e.metadata().tenant());
    private final Note note = new Note("note", true, e -> refused.test(e));

    @Test
    void over_several_pages_it_handles_each_event_of_the_tenant_once() {
        log.add(SOUND, 2).add(SICK, 600).add(SOUND, 300).add(null, 1).add(SICK, 200);
        follow();
        mend();
        log.add(SICK, 1).add(SOUND, 1);

        assertThat(resume(2, false)).isTrue();

        assertThat(parked()).isFalse();
        assertThat(handled(SICK)).isEqualTo(positions(SICK, 1_103));
        follow();
        assertThat(handled(SICK)).isEqualTo(positions(SICK, 1_105));
        assertThat(handled(SOUND)).isEqualTo(positions(SOUND, 1_105));
    }

    @Test
    void it_ends_at_the_end_of_a_page() {
        log.add(SICK, 500);
        follow();
        mend();

        assertThat(resume(0, false)).isTrue();

        assertThat(handled(SICK)).isEqualTo(positions(SICK, 500));
    }

    @Test
    void an_event_that_is_skipped_is_the_only_one() {
        log.add(SOUND, 1).add(SICK, 3);
        follow();
        mend();

        assertThat(resume(1, true)).isTrue();

        assertThat(handled(SICK)).containsExactly(3L, 4L);
    }

    @Test
    void at_the_next_event_that_can_not_be_handled_the_tenant_is_parked_again() {
        log.add(SOUND, 1).add(SICK, 2).add(SOUND, 1).add(SICK, 2);
        follow();
        refused = e -> e.position() == 5;

        assertThat(resume(1, false)).isFalse();

        assertThat(parked()).isTrue();
        assertThat(notes.parkings()).containsExactly(2L, 5L);
        assertThat(handled(SICK)).containsExactly(2L, 3L);
        assertThat(resume(4, true)).isTrue();
        assertThat(parked()).isFalse();
        assertThat(handled(SICK)).containsExactly(2L, 3L, 6L);
    }

    @Test
    void where_an_earlier_event_fails_the_second_time_it_is_parked_there() {
        log.add(SICK, 4);
        follow();
        AtomicInteger times = new AtomicInteger();
        refused = e -> e.position() == 4 || (e.position() == 2 && times.incrementAndGet() == 2);

        assertThat(resume(0, false)).isFalse();

        assertThat(notes.parkings()).containsExactly(1L, 2L);
        assertThat(handled(SICK)).containsExactly(1L);
    }

    @Test
    void an_event_whose_rows_the_database_refuses_is_found_before_the_commit() {
        log.add(SICK, 2);
        follow();
        mend();
        Watched storage = new Watched(notes).unstorable(note);

        assertThat(new Resumption<>(storage, note, log).run(SICK.value(), log.at(0), false))
                .isFalse();

        assertThat(parked()).isTrue();
        assertThat(notes.parkings()).containsExactly(1L, 1L);
        assertThat(handled(SICK)).isEmpty();
    }

    @Test
    void a_database_that_does_not_answer_changes_nothing() {
        log.add(SICK, 2);
        follow();
        refused =
                _ -> {
                    throw new QueryTimeoutException("no answer");
                };

        assertThatExceptionOfType(QueryTimeoutException.class).isThrownBy(() -> resume(0, false));

        assertThat(parked()).isTrue();
        assertThat(notes.parkings()).containsExactly(1L);
        assertThat(handled(SICK)).isEmpty();
    }

    private void mend() {
        refused = _ -> false;
    }

    private void follow() {
        Advance<Note> advance = new Advance<>(notes, Pace.DEFAULT);
        while (((Moved<Note>) advance.alone(note, log)).step(note).more()) {}
    }

    private boolean resume(int before, boolean skip) {
        return new Resumption<>(notes, note, log).run(SICK.value(), log.at(before), skip);
    }

    private boolean parked() {
        return notes.of(note).checkpoint().parked().contains(SICK.value());
    }

    /** The positions of a tenant's events that were handled, in that order. */
    private List<Long> handled(TenantId tenant) {
        List<Long> own = positions(tenant, Integer.MAX_VALUE);
        return notes.of(note).positions().stream().filter(own::contains).toList();
    }

    private List<Long> positions(TenantId tenant, int upTo) {
        return log.readAfter(Checkpoint.START, 10_000).stream()
                .filter(e -> e.position() <= upTo && tenant.equals(e.metadata().tenant()))
                .map(StoredEvent::position)
                .toList();
    }
}
