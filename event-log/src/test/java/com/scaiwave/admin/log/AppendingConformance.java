package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.MAIL;
import static com.scaiwave.admin.log.Samples.MAIL_STREAM;
import static com.scaiwave.admin.log.Samples.TENANT;
import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.WEB_STREAM;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.appendingIf;
import static com.scaiwave.admin.log.Samples.enabled;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Outcome.Appended;
import com.scaiwave.admin.log.Outcome.Conflict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Appends get dense positions, conflict with changes of what they read, and are read back
 * unchanged.
 */
@NullMarked
interface AppendingConformance extends Conformance {
    @Test
    default void what_was_appended_is_read_back_with_its_place() {
        Append first = appendingIf(Map.of(WEB_STREAM, 0L), enabled(WEB));
        Append second = appendingIf(Map.of(WEB_STREAM, 1L), enabled(WEB));
        assertThat(log().append(first)).isEqualTo(new Outcome.Appended(1L));
        assertThat(log().append(second)).isEqualTo(new Outcome.Appended(2L));

        List<StoredEvent> stream = log().readStream(WEB_STREAM, 0);
        assertThat(stream).extracting(StoredEvent::position).containsExactly(1L, 2L);
        assertThat(stream).extracting(StoredEvent::sequence).containsExactly(0L, 1L);
        assertThat(stream)
                .extracting(StoredEvent::id)
                .containsExactly(first.events().getFirst().id(), second.events().getFirst().id());
        assertThat(stream).extracting(StoredEvent::event).containsOnly(enabled(WEB));
        assertThat(stream.getFirst().metadata().ip())
                .extracting(Personal::value)
                .isEqualTo("127.0.0.1");
        assertThat(log().readStream(WEB_STREAM, 1)).containsExactly(stream.getLast());
        assertThat(log().readAfter(Checkpoint.START, 10)).isEqualTo(stream);
        assertThat(log().readStreams(List.of(), List.of(StreamId.pluginsOf(TENANT)), 1))
                .containsExactly(stream.getFirst());
        assertThat(log().head()).isEqualTo(2);
    }

    @Test
    default void payloads_are_stored_byte_for_byte() {
        PluginEnabled awkward =
                new PluginEnabled(TENANT, WEB, Instant.EPOCH, "\0 \"Ann\" \\ \uD83D\uDE00é", 1);
        log().append(appending(enabled(WEB), awkward));
        assertThat(storage().payload(1))
                .asString(UTF_8)
                .isEqualTo(
                        """
                        {"tenant":"tnt_demo","plugin":"scaiwave.web","at":"1970-01-01T00:00:00Z","by":"ann","version":1}\
                        """);
        assertThat(storage().payload(2))
                .asString(UTF_8)
                .contains("\"by\":\"\\u0000 \\\"Ann\\\" \\\\ \uD83D\uDE00é\"");
        assertThat(log().readStream(WEB_STREAM, 1))
                .singleElement()
                .extracting(StoredEvent::event)
                .isEqualTo(awkward);
    }

    @Test
    default void streams_that_are_as_they_were_read_let_an_append_through() {
        log().append(appending(enabled(WEB), enabled(WEB), enabled(MAIL)));
        assertThat(log().append(appendingIf(Map.of(WEB_STREAM, 2L, MAIL_STREAM, 1L), enabled(WEB))))
                .isEqualTo(new Appended(4L));
    }

    @Test
    default void one_grown_stream_among_several_is_a_conflict() {
        log().append(appending(enabled(WEB), enabled(MAIL)));
        assertThat(log().append(appendingIf(Map.of(WEB_STREAM, 1L, MAIL_STREAM, 0L), enabled(WEB))))
                .isEqualTo(new Conflict(MAIL_STREAM));
        assertThat(log().head()).isEqualTo(2);
    }

    @Test
    default void a_stream_that_was_read_as_absent_must_still_be_absent() {
        Append onAbsence = appendingIf(Map.of(MAIL_STREAM, 0L), enabled(WEB));
        assertThat(log().append(onAbsence)).isEqualTo(new Appended(1L));
        log().append(appending(enabled(MAIL)));
        assertThat(log().append(appendingIf(Map.of(MAIL_STREAM, 0L), enabled(WEB))))
                .isEqualTo(new Conflict(MAIL_STREAM));
    }

    @Test
    default void a_version_that_the_stream_never_had_is_a_conflict() {
        assertThat(log().append(appendingIf(Map.of(WEB_STREAM, 3L), enabled(WEB))))
                .isEqualTo(new Conflict(WEB_STREAM));
        assertThat(log().head()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 4, 5, 1_000})
    default void only_the_length_that_a_stream_has_lets_an_append_through(long other) {
        log().append(appending(enabled(WEB), enabled(WEB), enabled(WEB)));
        assertThat(log().append(appendingIf(Map.of(WEB_STREAM, other), enabled(WEB))))
                .isEqualTo(new Conflict(WEB_STREAM));
        assertThat(log().append(appendingIf(Map.of(WEB_STREAM, 3L), enabled(WEB))))
                .isEqualTo(new Appended(4L));
    }

    @Test
    default void a_conflict_leaves_no_gap() {
        log().append(appending(enabled(WEB)));
        log().append(appendingIf(Map.of(WEB_STREAM, 0L), enabled(WEB)));
        assertThat(log().append(appending(enabled(WEB)))).isEqualTo(new Appended(2L));
        assertThat(log().readStream(WEB_STREAM, 1))
                .extracting(StoredEvent::sequence)
                .containsExactly(1L);
    }

    @Test
    default void each_log_has_positions_and_streams_of_its_own() {
        LogUnderTest administration = storage().log(LogName.ADMINISTRATION);
        LogUnderTest metering = storage().log(LogName.METERING);
        administration.append(appending(enabled(WEB), enabled(WEB)));
        assertThat(metering.append(appendingIf(Map.of(WEB_STREAM, 0L), enabled(WEB))))
                .isEqualTo(new Appended(1L));
        assertThat(administration.head()).isEqualTo(2);
    }
}
