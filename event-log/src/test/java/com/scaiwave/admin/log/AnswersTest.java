package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.WEB_STREAM;
import static com.scaiwave.admin.log.Samples.answer;
import static com.scaiwave.admin.log.Samples.answering;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.appendingIf;
import static com.scaiwave.admin.log.Samples.bytes;
import static com.scaiwave.admin.log.Samples.enabled;
import static com.scaiwave.admin.log.Samples.reported;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.Outcome.Answered;
import com.scaiwave.admin.log.Outcome.Appended;
import com.scaiwave.admin.log.Outcome.Unchanged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A request with an idempotency key is done once; who repeats it gets the first answer. */
@NullMarked
class AnswersTest {
    private final TestPostgres postgres = TestPostgres.create();
    private final EventLog log = postgres.log(LogName.ADMINISTRATION);

    @Test
    void a_second_request_with_the_same_key_gets_the_first_answer() {
        log.append(appending(enabled(WEB)));
        assertThat(log.append(answering(answer("key", "one", "first"), enabled(WEB), enabled(WEB))))
                .isEqualTo(new Appended(2L));
        assertAnswered(
                log.append(answering(answer("key", "two", "second"), enabled(WEB))),
                "one",
                "first",
                3L);
        assertThat(log.head()).isEqualTo(3);
    }

    @Test
    void the_first_answer_is_given_again_even_if_the_streams_have_moved_on() {
        Append first = appendingIf(Map.of(WEB_STREAM, 0L), reported("1"));
        log.append(
                new Append(
                        first.conditions(),
                        first.events(),
                        List.of(answer("key", "one", "first"))));
        log.append(appending(enabled(WEB)));
        assertAnswered(
                log.append(
                        new Append(
                                Map.of(WEB_STREAM, 0L),
                                List.of(Samples.event(reported("1"))),
                                List.of(answer("key", "one", "second")))),
                "one",
                "first",
                1L);
    }

    @Test
    void an_answer_without_events_is_kept_too_and_has_no_position() {
        log.append(appending(enabled(WEB)));
        assertThat(log.append(answering(answer("key", "one", "first"))))
                .isEqualTo(new Appended(null));
        assertAnswered(log.append(answering(answer("key", "two", "second"))), "one", "first", null);
        assertThat(log.head()).isEqualTo(1);
    }

    @Test
    void storing_the_very_same_answer_again_is_a_lost_acknowledgement_and_not_a_repetition() {
        Append append = answering(answer("key", "one", "first"));
        log.append(append);
        assertThat(log.append(append)).isEqualTo(new Appended(null));
    }

    @Test
    void appending_the_same_events_again_answers_with_their_first_positions() {
        Append append = answering(answer("key", "one", "first"), enabled(WEB), enabled(WEB));
        log.append(append);
        log.append(appending(enabled(WEB)));
        assertThat(log.append(append)).isEqualTo(new Appended(1L));
        assertThat(log.head()).isEqualTo(3);
    }

    @Test
    void a_check_finds_the_answer_before_anything_else() {
        log.append(answering(answer("key", "one", "first"), enabled(WEB)));
        assertAnswered(
                log.check(new Check(Map.of(WEB_STREAM, 0L), bytes("key"), List.of(), List.of())),
                "one",
                "first",
                1L);
        assertThat(log.check(new Check(Map.of(), bytes("other"), List.of(), List.of())))
                .isEqualTo(new Unchanged(null));
    }

    @Test
    void no_answer_is_forgotten_within_a_day_whatever_is_asked() {
        log.append(answering(answer("key", "one", "first")));
        age("23 hours 59 minutes");
        assertThat(log.forgetAnswers(Duration.ZERO)).isZero();
        assertAnswered(log.append(answering(answer("key", "", ""))), "one", "first", null);
    }

    @Test
    void an_answer_of_yesterday_is_forgotten_and_its_key_is_free_again() {
        log.append(answering(answer("key", "one", "first")));
        age("24 hours 1 minute");
        assertThat(log.forgetAnswers(Duration.ofHours(1))).isEqualTo(1);
        assertThat(log.append(answering(answer("key", "two", "second"))))
                .isEqualTo(new Appended(null));
    }

    @Test
    void an_answer_is_kept_for_as_long_as_is_asked() {
        log.append(answering(answer("key", "one", "first")));
        age("47 hours 20 minutes");
        assertThat(log.forgetAnswers(Duration.ofMinutes(47 * 60 + 30))).isZero();
        assertThat(log.forgetAnswers(Duration.ofMinutes(47 * 60 + 10))).isEqualTo(1);
    }

    private void age(String time) {
        postgres.superuser()
                .update(
                        "update log_administration.answers set created_at = created_at - ?::interval",
                        time);
    }

    private static void assertAnswered(
            Outcome outcome, String body, String sealed, @Nullable Long position) {
        assertThat(outcome)
                .usingRecursiveComparison()
                .isEqualTo(new Answered(bytes(body), bytes(sealed), position));
    }
}
