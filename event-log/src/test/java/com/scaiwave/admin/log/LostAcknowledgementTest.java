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

import com.scaiwave.admin.log.CuttingProxy.Cut;
import com.scaiwave.admin.log.Outcome.Appended;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A writer whose connection breaks finds out what became of its append, or says that it can't. */
@NullMarked
class LostAcknowledgementTest {
    private final TestPostgres postgres = TestPostgres.create();
    private final CuttingProxy proxy;
    private final EventLog log;

    LostAcknowledgementTest() throws IOException {
        proxy = new CuttingProxy(postgres.as("scaiwave_command"));
        log = postgres.log(LogName.ADMINISTRATION, proxy.dataSource());
    }

    @BeforeEach
    void the_log_has_an_event() {
        assertThat(log.append(appending(enabled(WEB)))).isEqualTo(new Appended(1L));
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_THE_REQUEST", "BEFORE_THE_ANSWER"})
    void an_append_is_stored_once_wherever_its_connection_breaks(Cut cut) {
        proxy.cutNextAppend(cut);
        assertThat(log.append(appendingIf(Map.of(WEB_STREAM, 1L), enabled(WEB), enabled(WEB))))
                .isEqualTo(new Appended(2L));
        assertThat(log.head()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_THE_REQUEST", "BEFORE_THE_ANSWER"})
    void its_own_claims_and_its_own_answer_do_not_stop_it(Cut cut) {
        proxy.cutNextAppend(cut);
        assertThat(log.append(answering(answer("key", "body", "sealed"), reported("1"))))
                .isEqualTo(new Appended(2L));
        assertThat(log.head()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_THE_REQUEST", "BEFORE_THE_ANSWER"})
    void an_answer_without_events_is_its_own_as_well(Cut cut) {
        proxy.cutNextAppend(cut);
        assertThat(log.append(answering(answer("key", "body", "sealed"))))
                .isEqualTo(new Appended(null));
    }

    @Test
    void it_is_unavailable_where_nobody_can_be_asked_and_the_event_is_there_once() {
        Append append = appending(enabled(WEB));
        proxy.cutNextAppend(Cut.BEFORE_THE_ANSWER_AND_FOR_GOOD);
        assertThatExceptionOfType(LogUnavailable.class).isThrownBy(() -> log.append(append));
        EventLog reachable = postgres.log(LogName.ADMINISTRATION);
        assertThat(reachable.readStream(WEB_STREAM, 1))
                .singleElement()
                .extracting(Recorded::id)
                .isEqualTo(append.events().getFirst().id());
        assertThat(reachable.append(append)).isEqualTo(new Appended(2L));
    }

    @Test
    void reading_from_a_log_that_can_not_be_reached_is_unavailable() {
        proxy.close();
        assertThatExceptionOfType(LogUnavailable.class).isThrownBy(log::head);
        assertThatExceptionOfType(LogUnavailable.class)
                .isThrownBy(() -> log.readAfter(Token.START, 1));
    }

    @Test
    void an_append_whose_keys_can_not_be_reached_is_unavailable() {
        EventLog keysAway =
                new EventLog(
                        LogName.ADMINISTRATION,
                        postgres.as("scaiwave_command"),
                        new EventCodec(postgres.vault(proxy.dataSource())));
        proxy.close();
        assertThatExceptionOfType(LogUnavailable.class)
                .isThrownBy(() -> keysAway.append(appending(enabled(WEB))));
    }
}
