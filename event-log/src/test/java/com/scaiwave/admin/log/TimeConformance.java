package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.enabled;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** An instant maps to the same position for ever, whatever the clock does. */
@NullMarked
interface TimeConformance extends Conformance {
    @Test
    default void events_of_one_append_have_instants_of_their_own() {
        log().append(appending(enabled(WEB), enabled(WEB), enabled(WEB)));
        assertThatTimeRises();
    }

    @Test
    default void time_rises_even_if_the_clock_went_back() {
        log().append(appending(enabled(WEB)));
        storage().recordAgain("plugin.enabled", 1, Duration.ofHours(1));
        log().append(appending(enabled(WEB), enabled(WEB)));
        log().append(appending(enabled(WEB)));
        assertThatTimeRises();
        List<StoredEvent> events = log().readAfter(Checkpoint.START, 10);
        assertThat(Duration.between(events.get(1).recordedAt(), events.getLast().recordedAt()))
                .isEqualTo(Duration.ofNanos(3_000));
    }

    @Test
    default void an_empty_log_has_no_position_at_any_instant() {
        assertThat(log().positionAt(Instant.now())).isZero();
        assertThat(log().firstRecordedAt()).isEmpty();
        assertThat(log().lastRecordedAt()).isEmpty();
    }

    @Test
    default void an_instant_finds_the_last_event_that_was_recorded_by_then() {
        for (int size = 1; size <= 9; size++) {
            log().append(
                            size % 3 == 0
                                    ? appending(enabled(WEB), enabled(WEB))
                                    : appending(enabled(WEB)));
            for (StoredEvent event : log().readAfter(Checkpoint.START, 100)) {
                Instant at = event.recordedAt();
                assertThat(log().positionAt(at.minusNanos(1))).isEqualTo(event.position() - 1);
                assertThat(log().positionAt(at)).isEqualTo(event.position());
                assertThat(log().positionAt(at.plusNanos(999))).isEqualTo(event.position());
            }
        }
        assertThat(log().positionAt(Instant.EPOCH)).isZero();
        assertThat(log().positionAt(Instant.parse("2999-12-31T23:59:59Z"))).isEqualTo(log().head());
    }

    @Test
    default void the_first_and_the_last_instant_are_those_of_the_first_and_the_last_event() {
        log().append(appending(enabled(WEB), enabled(WEB), enabled(WEB)));
        List<StoredEvent> events = log().readAfter(Checkpoint.START, 10);
        assertThat(log().firstRecordedAt()).hasValue(events.getFirst().recordedAt());
        assertThat(log().lastRecordedAt()).hasValue(events.getLast().recordedAt());
    }

    private void assertThatTimeRises() {
        List<Instant> instants =
                log().readAfter(Checkpoint.START, 100).stream()
                        .map(StoredEvent::recordedAt)
                        .toList();
        assertThat(instants).isSorted().doesNotHaveDuplicates();
    }
}
