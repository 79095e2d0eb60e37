package com.scaiwave.admin.log.follow;

import static com.scaiwave.admin.log.follow.Appends.SICK;
import static com.scaiwave.admin.log.follow.Appends.SOUND;
import static com.scaiwave.admin.log.follow.Appends.enable;
import static com.scaiwave.admin.log.follow.Appends.ofNoTenant;
import static com.scaiwave.admin.log.follow.Appends.report;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.LogSignal;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.log.follow.Notes.Note;
import com.scaiwave.admin.log.follow.Storage.Patience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The engine moves followers, and copes with those that fail, are slow or are held elsewhere. */
@NullMarked
class FollowingTest {
    private static final String RESTORE =
            """
            alter table log_administration.events disable trigger append_only;
            delete from log_administration.events where position > 2;
            alter table log_administration.events enable trigger append_only;
            """;
    private static final String UNHEARD_OF =
            """
            insert into log_administration.events
            select (jsonb_populate_record(e, jsonb_build_object(
                'position', e.position + 1, 'event_id', gen_random_uuid(),
                'type', 'unheard.of', 'sequence', 0, 'stream', 'unheard:of'))).*
            from log_administration.events e order by position desc limit 1
            """;
    private static final int BYTES = 10_000;
    private static final Pace SMALL =
            new Pace(
                    3,
                    BYTES,
                    Duration.ofMillis(40),
                    Duration.ofMillis(20),
                    Duration.ofMillis(1),
                    Duration.ofMillis(10),
                    Duration.ZERO);

    private final TestPostgres database = TestPostgres.create();
    private final EventLog log = database.log(LogName.ADMINISTRATION);
    private final Notes notes = new Notes();
    private final Reached reached = new Reached();
    private final Note sound = new Note("sound", true, _ -> false);

    @Test
    void a_batch_is_bounded_in_events_and_in_bytes() throws Exception {
        enable(log, SOUND, 4);
        report(log, SOUND, BYTES);
        report(log, SOUND, 10);
        try (Following<Note> _ = following(sound)) {
            reached.await("sound", 6);
        }
        assertThat(notes.batches()).containsExactly(3, 2, 1);
        assertThat(notes.of(sound).positions()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void a_tenant_whose_event_can_not_be_handled_is_parked_and_caught_up_with_later()
            throws Exception {
        Note sick = new Note("sick", true, e -> isOf(e, SICK));
        enable(log, SOUND, 2);
        enable(log, SICK, 2);
        enable(log, SOUND, 2);
        try (Following<Note> following = following(sick, sound)) {
            reached.await("sick", 6);
            reached.await("sound", 6);
            assertThat(following.failures()).isEmpty();
        }
        assertThat(notes.of(sick).positions()).containsExactly(1L, 2L, 5L, 6L);
        assertThat(notes.of(sick).checkpoint().parked()).containsExactly(SICK.value());
        assertThat(notes.of(sound).positions()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);

        Checkpoint before = log.readAfter(Checkpoint.START, 2).getLast().checkpoint();
        Resumption<Note> resumption = new Resumption<>(notes, sick, log::readAfter);
        assertThat(resumption.run(SICK.value(), before, true)).isFalse();
        assertThat(notes.of(sick).checkpoint().parked()).containsExactly(SICK.value());
        sick.mend();
        assertThat(resumption.run(SICK.value(), before, false)).isTrue();
        assertThat(notes.of(sick).checkpoint().parked()).isEmpty();
        assertThat(notes.of(sick).positions()).containsExactly(1L, 2L, 5L, 6L, 3L, 4L);
    }

    @Test
    void a_follower_that_parks_no_tenant_stops_before_the_event_and_goes_on_when_mended()
            throws Exception {
        Note strict = new Note("strict", false, e -> e.position() == 2);
        enable(log, SOUND, 4);
        try (Following<Note> following = following(strict, sound)) {
            reached.await("sound", 4);
            awaitFailure(following, "strict", "stopped");
            assertThat(notes.of(strict).positions()).containsExactly(1L);
            assertThat(following.states())
                    .contains(new FollowerState("sound", LogName.ADMINISTRATION, 4, 0, null))
                    .anyMatch(f -> f.lag() >= 3 && "stopped".equals(f.failure()));
            strict.mend();
            reached.await("strict", 4);
            assertThat(following.failures()).isEmpty();
        }
        assertThat(notes.of(strict).positions()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void one_that_is_slow_holds_up_no_other_and_comes_back() throws Exception {
        CountDownLatch quick = new CountDownLatch(1);
        Note slow = new Note("slow", true, _ -> isSlow(quick));
        enable(log, SOUND, 30);
        try (Following<Note> following = following(slow, sound)) {
            reached.await("sound", 30);
            assertThat(notes.of(slow).positions()).hasSizeLessThan(30);
            quick.countDown();
            reached.await("slow", 30);
            enable(log, SOUND, 1);
            reached.await("slow", 31);
            reached.await("sound", 31);
            assertThat(following.failures()).isEmpty();
        }
        assertThat(notes.of(slow).positions()).hasSize(31).isSorted();
    }

    /**
     * Slow in the shared transaction; in its own thread it waits until the test lets it be quick.
     */
    private static boolean isSlow(CountDownLatch quick) {
        boolean alone = Thread.currentThread().getName().endsWith("-slow");
        try {
            assertThat(quick.await(alone ? 30_000 : 50, TimeUnit.MILLISECONDS) || !alone).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return false;
    }

    @Test
    void one_that_is_held_elsewhere_holds_up_no_other_and_comes_back() throws Exception {
        Note held = new Note("held", true, _ -> false);
        try (Lease<Note> _ = notes.lease(List.of(held), Patience.ENDLESS)) {
            enable(log, SOUND, 5);
            try (Following<Note> _ = following(held, sound)) {
                reached.await("sound", 5);
                assertThat(notes.of(held).positions()).isEmpty();
            }
        }
        try (Following<Note> _ = following(held, sound)) {
            reached.await("held", 5);
        }
        assertThat(notes.of(held).positions()).hasSize(5);
    }

    @Test
    void an_event_of_no_tenant_that_can_not_be_handled_stops_its_follower() throws Exception {
        Note sick = new Note("sick", true, e -> e.metadata().tenant() == null);
        enable(log, SOUND, 1);
        ofNoTenant(log);
        enable(log, SOUND, 1);
        try (Following<Note> following = following(sick, sound)) {
            awaitFailure(following, "sick", "stopped");
            reached.await("sound", 3);
        }
        assertThat(notes.of(sick).positions()).containsExactly(1L);
        assertThat(notes.of(sick).checkpoint().parked()).isEmpty();
    }

    @Test
    void an_event_of_an_unknown_type_stops_all_and_is_never_skipped() throws Exception {
        assertFailsAfter(2, () -> database.superuser().update(UNHEARD_OF), "stopped");
    }

    @Test
    void a_log_that_was_restored_is_noticed() throws Exception {
        assertFailsAfter(
                4,
                () -> {
                    database.superuser().execute(RESTORE);
                    enable(log, SICK, 3);
                },
                "log-forked");
    }

    /** Lets a follower reach a number of events before something happens to the log. */
    private void assertFailsAfter(int events, Runnable change, String failure) throws Exception {
        enable(log, SOUND, events);
        try (Following<Note> following = following(sound)) {
            reached.await("sound", events);
            change.run();
            awaitFailure(following, "sound", failure);
        }
        assertThat(notes.of(sound).positions())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, events).boxed().toList());
    }

    @Test
    void while_there_is_more_no_batch_waits_for_a_signal() throws Exception {
        Note sick = new Note("sick", true, e -> isOf(e, SICK));
        enable(log, SOUND, 4);
        enable(log, SICK, 4);
        enable(log, SOUND, 4);
        try (Following<Note> _ = following(patient(Duration.ZERO), sick, sound)) {
            reached.await("sound", 12);
            reached.await("sick", 12);
        }
        assertThat(notes.of(sound).positions()).hasSize(12).isSorted();
        assertThat(notes.of(sick).positions()).containsExactly(1L, 2L, 3L, 4L, 9L, 10L, 11L, 12L);
    }

    @Test
    void a_signal_ends_the_wait_and_between_two_batches_there_is_a_rest() throws Exception {
        List<Long> times = new CopyOnWriteArrayList<>();
        Note timed = new Note("timed", true, _ -> !times.add(System.nanoTime()));
        Duration rest = Duration.ofMillis(50);
        try (LogSignal signal = new LogSignal(database.unpooled("scaiwave_query"))) {
            Following<Note> following =
                    new Following<>(
                                    "test",
                                    new LogTail(log),
                                    notes,
                                    List.of(timed),
                                    patient(rest),
                                    reached)
                            .wokenBy(signal);
            enable(log, SOUND, 1);
            following.start();
            try (following) {
                reached.await("timed", 1);
                enable(log, SOUND, 1);
                reached.await("timed", 2);
            }
        }
        assertThat(times.getLast() - times.getFirst()).isGreaterThanOrEqualTo(rest.toNanos());
    }

    @Test
    void a_follower_that_fails_is_not_tried_again_at_once() throws Exception {
        Note strict = new Note("strict", false, _ -> true);
        enable(log, SOUND, 1);
        try (Following<Note> following = following(patient(Duration.ZERO), strict, sound)) {
            awaitFailure(following, "strict", "stopped");
            reached.await("sound", 1);
        }
        // Both together, the other one alone, and the strict one alone: as a batch and one by one.
        assertThat(notes.batches()).hasSizeLessThanOrEqualTo(2 + 1 + 2);
    }

    /** A pace at which nothing happens without a signal, and nothing twice. */
    private static Pace patient(Duration rest) {
        Duration hour = Duration.ofHours(1);
        return new Pace(3, BYTES, hour, hour, hour, hour, rest);
    }

    private Following<Note> following(Note... followers) {
        return following(SMALL, followers);
    }

    private Following<Note> following(Pace pace, Note... followers) {
        Following<Note> following =
                new Following<>(
                        "test",
                        new LogTail(log),
                        notes,
                        Stream.of(followers).toList(),
                        pace,
                        reached);
        following.start();
        return following;
    }

    private static void awaitFailure(Following<Note> following, String name, String word)
            throws InterruptedException {
        Reached.until(name + " is " + word, () -> word.equals(following.failures().get(name)));
    }

    private static boolean isOf(StoredEvent event, TenantId tenant) {
        return tenant.equals(event.metadata().tenant());
    }
}
