package com.scaiwave.admin.query.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.query.TestCall;
import com.scaiwave.admin.query.projection.RandomHistory;
import com.scaiwave.admin.query.read.History.Place;
import com.scaiwave.admin.views.ParticipantView;
import com.scaiwave.admin.views.TenantView;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The past is what the events up to a position come to; pages of it stay at that position. */
@NullMarked
class HistoryTest {
    private static final TenantId TENANT = new TenantId("tnt_1");

    private final TestPostgres database = TestPostgres.create();
    private final EventLog log = database.log(LogName.ADMINISTRATION);
    private final Cursors cursors = new Cursors(database.vault());
    private final TestCall call =
            TestCall.of("list", new TenantSet.One(new Directory.Tenant(TENANT, List.of())));

    @BeforeEach
    void something_happened() {
        RandomHistory.append(log, new RandomHistory(1).beginning());
    }

    @Test
    void positions_from_the_first_to_the_last_are_the_past() {
        History history = history(Instant.MAX);

        assertThat(position(history, null)).isNull();
        assertThat(position(history, "1")).isEqualTo(1);
        assertThat(position(history, log.head())).isEqualTo(log.head());
        assertInvalid(history, 0);
        assertInvalid(history, log.head() + 1);
        assertInvalid(history, "-1");
        assertInvalid(history, "x");
    }

    @Test
    void an_instant_is_the_last_position_recorded_by_then() {
        History history = history(Instant.MAX);
        RandomHistory.append(log, new RandomHistory(2).beginning().subList(0, 1));
        List<StoredEvent> events = log.readAfter(Checkpoint.START, 100);
        Instant first = events.getFirst().recordedAt();
        Instant last = events.getLast().recordedAt();

        assertThat(position(history, last)).isEqualTo(log.head());
        assertThat(position(history, last.plusSeconds(1))).isEqualTo(log.head());
        assertThat(position(history, last.minusNanos(1_000))).isEqualTo(log.head() - 1);
        assertThat(position(history, first)).isEqualTo(1);
        assertInvalid(history, first.minusNanos(1_000));
    }

    @Test
    void an_instant_in_the_future_is_refused_unless_the_log_is_ahead_of_the_clock() {
        Instant last = log.lastRecordedAt().orElseThrow();
        Instant later = last.plus(Duration.ofMinutes(1));

        assertThat(position(history(later), later)).isEqualTo(log.head());
        assertInvalid(history(later), later.plusNanos(1_000));
        assertThat(position(history(Instant.EPOCH), last)).isEqualTo(log.head());
        assertInvalid(history(Instant.EPOCH), last.plusNanos(1_000));
    }

    private void assertInvalid(History history, Object asOf) {
        assertThatExceptionOfType(Refusal.class)
                .as("%s", asOf)
                .isThrownBy(() -> position(history, asOf))
                .satisfies(refusal ->
                        assertThat(refusal.details())
                                .extracting(Refusal.Detail::field)
                                .containsExactly("as_of"));
    }

    private @Nullable Long position(History history, @Nullable Object asOf) {
        return history.position(call.with("as_of", asOf).call());
    }

    @Test
    void pages_of_the_present_go_on_after_an_id() {
        assertThat(place(call)).isEqualTo(new Place(null, null));
        assertThat(place(call).position()).isNull();

        assertThat(place(behind(call, "usr_1 a"))).isEqualTo(new Place("usr_1 a", null));
    }

    @Test
    void pages_of_the_past_stay_at_their_event() {
        TestCall then = call.with("as_of", 2);
        Checkpoint second = log.readAfter(Checkpoint.START, 2).getLast().checkpoint();

        assertThat(place(then)).isEqualTo(new Place(null, second));
        assertThat(place(then).position()).isEqualTo(2);
        assertThat(place(behind(then, "usr_1 a"))).isEqualTo(new Place("usr_1 a", second));
        assertThat(place(behind(then, ""))).isEqualTo(new Place("", second));
    }

    /** The request for the page behind an id. */
    private TestCall behind(TestCall list, String id) {
        return list.with("cursor", cursors.after(list.call(), place(list).behind(id)));
    }

    @Test
    void a_cursor_of_the_past_that_names_no_event_of_the_log_is_refused() {
        TestCall then = call.with("as_of", 2);

        assertRefused(ErrorCode.SW_VALIDATION_FAILED, then, "usr_1");
        assertRefused(ErrorCode.SW_VALIDATION_FAILED, then, "x usr_1");
        assertRefused(ErrorCode.SW_POSITION_GONE, then, "2-" + UUID.randomUUID() + " usr_1");
    }

    private void assertRefused(ErrorCode code, TestCall list, String place) {
        TestCall next = list.with("cursor", cursors.after(list.call(), place));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> place(next))
                .extracting(Refusal::code)
                .isEqualTo(code);
    }

    private Place place(TestCall asked) {
        return history(Instant.MAX).place(asked.call(), cursors);
    }

    @Test
    void before_its_first_event_there_was_no_tenant() {
        long created =
                log.readAfter(Checkpoint.START, 100).stream()
                        .filter(e ->
                                e.event() instanceof TenantCreated t && t.tenant().equals(TENANT))
                        .findFirst()
                        .orElseThrow()
                        .position();
        History history = history(Instant.MAX);

        assertThat(history.ofTenant(call.call(), TenantView.FOLD, List.of(), List.of(), created))
                .hasSize(1);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() ->
                        history.ofTenant(
                                call.call(), TenantView.FOLD, List.of(), List.of(), created - 1))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.SW_TENANT_NOT_FOUND);
    }

    @Test
    void views_by_id_are_those_of_a_fold_of_all_events() {
        RandomHistory random = new RandomHistory(3);
        random.beginning();
        for (int n = 0; n < 150; n++) {
            RandomHistory.append(log, random.next());
        }
        List<StoredEvent> events = log.readAfter(Checkpoint.START, 1_000);

        for (int position : List.of(events.size(), events.size() / 2)) {
            List<ParticipantView> all = new ArrayList<>();
            ParticipantView.FOLD
                    .all(events.subList(0, position))
                    .forEach((key, view) -> {
                        if (key.tenant().equals(TENANT.value())) {
                            all.add(view);
                        }
                    });
            assertThat(all).hasSizeGreaterThan(1);
            assertThat(byId(null, position)).isEqualTo(all);
            assertThat(byId(all.getFirst().id().value(), position))
                    .isEqualTo(all.subList(1, all.size()));
        }
    }

    @Test
    void views_of_some_streams_are_those_of_a_fold_of_their_events() {
        List<StoredEvent> events = log.readAfter(Checkpoint.START, 1_000);
        List<StreamId> streams = events.stream().map(StoredEvent::stream).distinct().toList();

        for (int position = 1; position <= events.size(); position++) {
            assertThat(history(Instant.MAX).of(call.call(), TenantView.FOLD, streams, position))
                    .isEqualTo(TenantView.FOLD.all(events.subList(0, position)));
        }
        assertThat(TenantView.FOLD.all(events)).isNotEmpty();
    }

    private List<ParticipantView> byId(@Nullable String after, long position) {
        return history(Instant.MAX)
                .byId(
                        call.call(),
                        ParticipantView.FOLD,
                        List.of(StreamId.participantsOf(TENANT), StreamId.peopleOf(TENANT)),
                        after,
                        position,
                        views -> {
                            List<ParticipantView> found = new ArrayList<>();
                            views.forEachRemaining(found::add);
                            return found;
                        });
    }

    private History history(Instant now) {
        return new History(log, Clock.fixed(now, ZoneOffset.UTC));
    }
}
