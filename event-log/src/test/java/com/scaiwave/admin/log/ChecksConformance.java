package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.MAIL;
import static com.scaiwave.admin.log.Samples.MAIL_STREAM;
import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.WEB_STREAM;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.created;
import static com.scaiwave.admin.log.Samples.enabled;
import static com.scaiwave.admin.log.Samples.reported;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Check.EventRef;
import com.scaiwave.admin.log.Outcome.Conflict;
import com.scaiwave.admin.log.Outcome.Taken;
import com.scaiwave.admin.log.Outcome.Unchanged;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A decision that appends nothing is checked against the log as well. */
@NullMarked
interface ChecksConformance extends Conformance {
    @Test
    default void a_decision_on_streams_that_have_not_grown_still_stands() {
        log().append(appending(enabled(WEB)));
        assertThat(check(Map.of(WEB_STREAM, 1L, MAIL_STREAM, 0L))).isEqualTo(new Unchanged(null));
    }

    @Test
    default void a_decision_on_a_stream_that_has_grown_or_appeared_does_not() {
        log().append(appending(enabled(WEB)));
        assertThat(check(Map.of(WEB_STREAM, 0L))).isEqualTo(new Conflict(WEB_STREAM));
        assertThat(check(Map.of(WEB_STREAM, 1L, MAIL_STREAM, 1L)))
                .isEqualTo(new Conflict(MAIL_STREAM));
    }

    @Test
    default void a_name_that_an_append_would_find_taken_is_taken() {
        log().append(appending(created("ptc_a", "ada"), reported("1")));
        assertThat(claiming(created("ptc_b", "ada"))).isEqualTo(new Taken("local-id:tnt_demo"));
        assertThat(claiming(reported("1"))).isEqualTo(new Taken("platform-event"));
    }

    @Test
    default void a_name_that_an_append_would_get_is_not() {
        log().append(appending(created("ptc_a", "ada")));
        assertThat(claiming(created("ptc_a", "ada"))).isEqualTo(new Unchanged(null));
        assertThat(claiming(created("ptc_b", "bob"))).isEqualTo(new Unchanged(null));
    }

    @Test
    default void it_finds_the_position_of_the_events_that_were_asked_for() {
        log().append(appending(enabled(WEB), enabled(MAIL), enabled(WEB), enabled(MAIL)));
        assertThat(wanting(EventRef.last(WEB_STREAM))).isEqualTo(new Unchanged(3L));
        assertThat(wanting(new EventRef(WEB_STREAM, 0L))).isEqualTo(new Unchanged(1L));
        assertThat(wanting(new EventRef(MAIL_STREAM, 0L), EventRef.last(WEB_STREAM)))
                .isEqualTo(new Unchanged(3L));
        assertThat(wanting(new EventRef(WEB_STREAM, 2L))).isEqualTo(new Unchanged(null));
        assertThat(wanting(EventRef.last(new StreamId("plugin:tnt_demo:none"))))
                .isEqualTo(new Unchanged(null));
    }

    private Outcome check(Map<StreamId, Long> conditions) {
        return log().check(new Check(conditions, new byte[0], List.of(), List.of()));
    }

    private Outcome claiming(Event event) {
        return log().check(new Check(Map.of(), new byte[0], event.claims(), List.of()));
    }

    private Outcome wanting(EventRef... events) {
        return log().check(new Check(Map.of(), new byte[0], List.of(), List.of(events)));
    }
}
