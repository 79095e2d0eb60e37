package com.scaiwave.admin.log.follow;

import static com.scaiwave.admin.log.follow.Appends.SICK;
import static com.scaiwave.admin.log.follow.Appends.SOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.follow.BatchOutcome.Failed;
import com.scaiwave.admin.log.follow.BatchOutcome.Moved;
import com.scaiwave.admin.log.follow.BatchOutcome.Settled;
import com.scaiwave.admin.log.follow.BatchOutcome.Step;
import com.scaiwave.admin.log.follow.Lease.Unhandled;
import com.scaiwave.admin.log.follow.Notes.Note;
import com.scaiwave.admin.log.follow.Storage.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;

/** Batches move followers event by event to the log's end, and single out the one that fails. */
@NullMarked
class AdvanceTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final MemoryLog log = new MemoryLog();
    private final Notes notes = new Notes();
    private final Watched storage = new Watched(notes);
    private final Note sound = new Note("sound", true, _ -> false);
    private final Note other = new Note("other", true, _ -> false);
    private final Note sick = new Note("sick", true, e -> SICK.equals(e.metadata().tenant()));
    private final Advance<Note> advance = advance(HOUR);

    private Advance<Note> advance(Duration slow) {
        return new Advance<>(storage, new Pace(3, 1_000, slow, HOUR, HOUR, HOUR, Duration.ZERO));
    }

    @Test
    void batch_by_batch_a_follower_reaches_the_end() {
        log.add(SOUND, 7);

        assertMoved(alone(sound), sound, 3, true);
        assertMoved(alone(sound), sound, 6, true);
        assertMoved(alone(sound), sound, 7, false);
        assertMoved(alone(sound), sound, 7, false);

        assertThat(notes.batches()).containsExactly(3, 3, 1);
        assertThat(positions(sound)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void the_log_can_be_read_as_if_it_ended_earlier() {
        log.add(SOUND, 7);

        assertMoved(advance.alone(sound, log.upTo(2)), sound, 2, false);
        assertMoved(advance.alone(sound, log.upTo(5)), sound, 5, true);
        assertMoved(advance.alone(sound, log.upTo(5)), sound, 5, false);
    }

    @Test
    void the_tenant_of_an_event_that_can_not_be_handled_is_parked_and_passed_over() {
        log.add(SOUND, 1).add(SICK, 2).add(SOUND, 1);

        assertMoved(alone(sick), sick, 1, true);
        assertThat(notes.parkings()).containsExactly(2L);
        assertThat(notes.of(sick).checkpoint().parked()).containsExactly(SICK.value());
        assertMoved(alone(sick), sick, 4, true);
        assertThat(positions(sick)).containsExactly(1L, 4L);

        int batches = notes.batches().size();
        log.add(SICK, 1);
        assertMoved(alone(sick), sick, 5, false);
        assertThat(notes.batches()).hasSize(batches);
    }

    @Test
    void an_event_that_can_be_handled_after_all_is() {
        AtomicInteger times = new AtomicInteger();
        Note moody = new Note("moody", true, _ -> times.incrementAndGet() == 1);
        log.add(SICK, 2);

        assertMoved(alone(moody), moody, 2, false);

        assertThat(positions(moody)).containsExactly(1L, 2L);
        assertThat(notes.parkings()).isEmpty();
    }

    @Test
    void an_event_of_no_tenant_stops_its_follower() {
        Note strict = new Note("strict", true, e -> e.metadata().tenant() == null);
        log.add(SOUND, 1).add(null, 1).add(SOUND, 1);

        Failed<Note> failed = failed(alone(strict));

        assertThat(failed.after()).isEqualTo(log.at(1));
        assertThat(failed.events()).extracting(StoredEvent::position).containsExactly(2L);
        assertThat(positions(strict)).containsExactly(1L);
    }

    @Test
    void a_follower_that_parks_no_tenant_stops() {
        Note strict = new Note("strict", false, e -> e.position() == 2);
        log.add(SOUND, 3);

        assertThat(failed(alone(strict)).after()).isEqualTo(log.at(1));

        assertThat(notes.of(strict).checkpoint().parked()).isEmpty();
        assertThat(positions(strict)).containsExactly(1L);
    }

    @Test
    void a_database_that_does_not_answer_is_no_tenants_fault() {
        Note cut = new Note("cut", true, _ -> cut());
        log.add(SOUND, 2);

        assertThat(failed(alone(cut)).after()).isEqualTo(Checkpoint.START);

        assertThat(notes.batches()).containsExactly(2);
        assertThat(notes.parkings()).isEmpty();
    }

    @Test
    void a_log_that_stops_answering_while_the_event_is_searched_is_no_failure_of_the_event() {
        AtomicInteger times = new AtomicInteger();
        Note cut = new Note("cut", true, _ -> times.incrementAndGet() == 1 || cut());
        log.add(SOUND, 2);

        assertThat(failed(alone(cut)).reason()).isInstanceOf(QueryTimeoutException.class);

        assertThat(notes.parkings()).isEmpty();
    }

    private static boolean cut() {
        throw new QueryTimeoutException("no answer");
    }

    @Test
    void no_tenant_is_parked_at_an_event_that_another_process_has_passed() {
        log.add(SICK, 1);
        storage.before(3, () -> elsewhere(Map.of(sick, log.at(1)), false));

        assertMoved(alone(sick), sick, 1, true);

        assertThat(notes.parkings()).isEmpty();
    }

    @Test
    void no_tenant_is_parked_twice() {
        log.add(SICK, 1);
        storage.before(3, () -> elsewhere(Map.of(), true));

        assertMoved(alone(sick), sick, 0, true);

        assertThat(notes.parkings()).hasSize(1);
    }

    /** What another process does. */
    private void elsewhere(Map<Note, Checkpoint> reached, boolean parks) {
        try (Lease<Note> lease = notes.lease(List.of(sick), Patience.ENDLESS)) {
            if (parks) {
                StoredEvent event = log.readAfter(Checkpoint.START, 1).getFirst();
                lease.park(
                        sick,
                        new Unhandled(Checkpoint.START, event, new IllegalStateException("test")));
            }
            lease.commit(reached);
        }
    }

    @Test
    void several_are_stored_together_or_not_at_all() {
        log.add(SOUND, 2).add(SICK, 1);

        Failed<Note> failed = failed(advance.together(List.of(sound, sick), log));

        assertThat(failed.follower()).isEqualTo(sick);
        assertThat(positions(sound)).isEmpty();
        Settled<Note> settled = advance.together(List.of(sound, other), log);
        assertMoved(settled, sound, 3, true);
        assertMoved(settled, other, 3, true);
    }

    @Test
    void what_could_not_be_stored_together_is_stored_one_by_one() {
        log.add(SOUND, 2);
        storage.refuse(1);

        Settled<Note> settled = advance.together(List.of(sound, other), log);

        assertStoredOneByOne(settled, 2);
    }

    @Test
    void results_that_were_refused_are_attributed_to_their_follower() {
        log.add(SOUND, 2);
        storage.refuse(1).unstorable(other);

        Failed<Note> failed = failed(advance.together(List.of(sound, other), log));

        assertThat(failed.follower()).isEqualTo(other);
        assertThat(positions(sound)).isEmpty();
    }

    @Test
    void a_commit_that_is_refused_again_is_nobodys_fault() {
        log.add(SOUND, 2);
        storage.refuse(1).refuse(2);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> advance.together(List.of(sound, other), log));
        assertThat(positions(sound)).isEmpty();
    }

    @Test
    void after_a_slow_batch_it_is_found_out_who_is_slow() {
        Advance<Note> slow = advance(Duration.ZERO);
        log.add(SOUND, 2);
        slow.together(List.of(sound, other), log);
        assertThat(storage.flushes()).isZero();

        log.add(SOUND, 1);
        Settled<Note> settled = slow.together(List.of(sound, other), log);

        assertStoredOneByOne(settled, 3);
    }

    @Test
    void a_quick_batch_or_a_single_follower_needs_no_search() {
        Advance<Note> slow = advance(Duration.ZERO);
        for (int n = 0; n < 3; n++) {
            log.add(SOUND, 1);
            advance.together(List.of(sound, other), log);
            slow.together(List.of(sick), log);
        }

        assertThat(storage.flushes()).isZero();
    }

    private Settled<Note> alone(Note note) {
        return advance.alone(note, log);
    }

    private List<Long> positions(Note note) {
        return notes.of(note).positions();
    }

    private void assertStoredOneByOne(Settled<Note> settled, int position) {
        assertMoved(settled, sound, position, false);
        assertMoved(settled, other, position, false);
        assertThat(storage.flushes()).isEqualTo(2);
    }

    private void assertMoved(Settled<Note> settled, Note note, int position, boolean more) {
        assertThat(settled).isInstanceOf(Moved.class);
        Step step = ((Moved<Note>) settled).step(note);
        assertThat(step.checkpoint()).isEqualTo(log.at(position));
        assertThat(step.more()).isEqualTo(more);
        assertThat(notes.of(note).checkpoint().checkpoint()).isEqualTo(log.at(position));
    }

    private static Failed<Note> failed(Settled<Note> settled) {
        assertThat(settled).isInstanceOf(Failed.class);
        return (Failed<Note>) settled;
    }
}
