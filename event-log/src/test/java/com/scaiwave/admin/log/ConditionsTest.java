package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.MAIL;
import static com.scaiwave.admin.log.Samples.MAIL_STREAM;
import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.WEB_STREAM;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.appendingIf;
import static com.scaiwave.admin.log.Samples.enabled;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.Outcome.Appended;
import com.scaiwave.admin.log.Outcome.Conflict;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A decision stands only on what it read: every stream that it loaded, absent ones included. */
@NullMarked
class ConditionsTest {
    private final EventLog log = TestPostgres.create().log(LogName.ADMINISTRATION);

    @Test
    void streams_that_are_as_they_were_read_let_an_append_through() {
        log.append(appending(enabled(WEB), enabled(WEB), enabled(MAIL)));
        assertThat(log.append(appendingIf(Map.of(WEB_STREAM, 2L, MAIL_STREAM, 1L), enabled(WEB))))
                .isEqualTo(new Appended(4L));
    }

    @Test
    void one_grown_stream_among_several_is_a_conflict() {
        log.append(appending(enabled(WEB), enabled(MAIL)));
        assertThat(log.append(appendingIf(Map.of(WEB_STREAM, 1L, MAIL_STREAM, 0L), enabled(WEB))))
                .isEqualTo(new Conflict(MAIL_STREAM));
        assertThat(log.head()).isEqualTo(2);
    }

    @Test
    void a_stream_that_was_read_as_absent_must_still_be_absent() {
        Append onAbsence = appendingIf(Map.of(MAIL_STREAM, 0L), enabled(WEB));
        assertThat(log.append(onAbsence)).isEqualTo(new Appended(1L));
        log.append(appending(enabled(MAIL)));
        assertThat(log.append(appendingIf(Map.of(MAIL_STREAM, 0L), enabled(WEB))))
                .isEqualTo(new Conflict(MAIL_STREAM));
    }

    @Test
    void a_version_that_the_stream_never_had_is_a_conflict() {
        assertThat(log.append(appendingIf(Map.of(WEB_STREAM, 3L), enabled(WEB))))
                .isEqualTo(new Conflict(WEB_STREAM));
        assertThat(log.head()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 4, 5, 1_000})
    void only_the_length_that_a_stream_has_lets_an_append_through(long other) {
        log.append(appending(enabled(WEB), enabled(WEB), enabled(WEB)));
        assertThat(log.append(appendingIf(Map.of(WEB_STREAM, other), enabled(WEB))))
                .isEqualTo(new Conflict(WEB_STREAM));
        assertThat(log.append(appendingIf(Map.of(WEB_STREAM, 3L), enabled(WEB))))
                .isEqualTo(new Appended(4L));
    }

    @Test
    void a_conflict_leaves_no_gap() {
        log.append(appending(enabled(WEB)));
        log.append(appendingIf(Map.of(WEB_STREAM, 0L), enabled(WEB)));
        assertThat(log.append(appending(enabled(WEB)))).isEqualTo(new Appended(2L));
        assertThat(log.readStream(WEB_STREAM, 1))
                .extracting(Recorded::sequence)
                .containsExactly(1L);
    }

    @Test
    void each_log_has_positions_and_streams_of_its_own() {
        TestPostgres postgres = TestPostgres.create();
        EventLog administration = postgres.log(LogName.ADMINISTRATION);
        EventLog metering = postgres.log(LogName.METERING);
        administration.append(appending(enabled(WEB), enabled(WEB)));
        assertThat(metering.append(appendingIf(Map.of(WEB_STREAM, 0L), enabled(WEB))))
                .isEqualTo(new Appended(1L));
        assertThat(administration.head()).isEqualTo(2);
    }
}
