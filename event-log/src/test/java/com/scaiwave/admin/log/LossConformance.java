package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.WEB_STREAM;
import static com.scaiwave.admin.log.Samples.answer;
import static com.scaiwave.admin.log.Samples.answering;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.appendingIf;
import static com.scaiwave.admin.log.Samples.enabled;
import static com.scaiwave.admin.log.Samples.reported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.log.Outcome.Appended;
import com.scaiwave.admin.log.StorageUnderTest.Cut;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A writer whose connection breaks finds out whether its append was stored, or reports that it
 * can't.
 */
@NullMarked
interface LossConformance extends Conformance {
    @WhereverItIsCut
    default void an_append_is_stored_once_wherever_its_connection_breaks(Cut cut) {
        LogUnderTest cutOff = withAnEventThenCut(cut);
        assertThat(cutOff.append(appendingIf(Map.of(WEB_STREAM, 1L), enabled(WEB), enabled(WEB))))
                .isEqualTo(new Appended(2L));
        assertThat(cutOff.head()).isEqualTo(3);
    }

    @WhereverItIsCut
    default void its_own_claims_and_its_own_answer_do_not_stop_it(Cut cut) {
        LogUnderTest cutOff = withAnEventThenCut(cut);
        assertThat(cutOff.append(answering(answer("key", "body", "sealed"), reported("1"))))
                .isEqualTo(new Appended(2L));
        assertThat(cutOff.head()).isEqualTo(2);
    }

    @WhereverItIsCut
    default void an_answer_without_events_is_its_own_as_well(Cut cut) {
        LogUnderTest cutOff = withAnEventThenCut(cut);
        assertThat(cutOff.append(answering(answer("key", "body", "sealed"))))
                .isEqualTo(new Appended(null));
    }

    @Tag("long")
    @Test
    default void it_is_unavailable_where_nobody_can_be_asked_and_the_event_is_there_once() {
        Append append = appending(enabled(WEB));
        LogUnderTest cutOff = withAnEventThenCut(Cut.BEFORE_THE_ANSWER_AND_FOR_GOOD);
        assertThatExceptionOfType(LogUnavailable.class).isThrownBy(() -> cutOff.append(append));
        assertThat(log().readStream(WEB_STREAM, 1))
                .singleElement()
                .extracting(StoredEvent::id)
                .isEqualTo(append.events().getFirst().id());
        assertThat(log().append(append)).isEqualTo(new Appended(2L));
    }

    @Test
    default void reading_from_a_log_that_can_not_be_reached_is_unavailable() {
        LogUnderTest unreachable = storage().unreachable();
        assertThatExceptionOfType(LogUnavailable.class).isThrownBy(unreachable::head);
        assertThatExceptionOfType(LogUnavailable.class)
                .isThrownBy(() -> unreachable.readAfter(Checkpoint.START, 1));
    }

    private LogUnderTest withAnEventThenCut(Cut cut) {
        assertThat(log().append(appending(enabled(WEB)))).isEqualTo(new Appended(1L));
        return storage().cutAt(cut);
    }

    /** Runs a test with each place at which a connection may break. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @EnumSource(names = {"BEFORE_THE_REQUEST", "BEFORE_THE_ANSWER"})
    @interface WhereverItIsCut {}
}
