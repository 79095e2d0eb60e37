package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.WEB_STREAM;
import static com.scaiwave.admin.log.Samples.answer;
import static com.scaiwave.admin.log.Samples.answering;
import static com.scaiwave.admin.log.Samples.answeringIf;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.bytes;
import static com.scaiwave.admin.log.Samples.enabled;
import static com.scaiwave.admin.log.Samples.reported;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.Append.Answer;
import com.scaiwave.admin.log.Outcome.Answered;
import com.scaiwave.admin.log.Outcome.AnswersFull;
import com.scaiwave.admin.log.Outcome.Appended;
import com.scaiwave.admin.log.Outcome.Unchanged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A request with an idempotency key is executed once; a repetition gets the first answer. The
 * stored answers of an owner have a quota, and deleting some makes room.
 */
@NullMarked
interface AnswersConformance extends Conformance {
    /** Room for two answers of 1000 bytes, each of which also counts with its row's overhead. */
    long LIMIT = 3_000;

    @Test
    default void a_second_request_with_the_same_key_gets_the_first_answer() {
        log().append(appending(enabled(WEB)));
        assertThat(
                        log().append(
                                        answering(
                                                answer("key", "one", "first"),
                                                enabled(WEB),
                                                enabled(WEB))))
                .isEqualTo(new Appended(2L));
        assertAnswered(
                log().append(answering(answer("key", "two", "second"), enabled(WEB))),
                "one",
                "first",
                3L);
        assertThat(log().head()).isEqualTo(3);
    }

    @Test
    default void the_first_answer_is_given_again_even_if_the_streams_have_moved_on() {
        log().append(
                        answeringIf(
                                Map.of(WEB_STREAM, 0L),
                                answer("key", "one", "first"),
                                reported("1")));
        log().append(appending(enabled(WEB)));
        assertAnswered(
                log().append(
                                answeringIf(
                                        Map.of(WEB_STREAM, 0L),
                                        answer("key", "one", "second"),
                                        reported("1"))),
                "one",
                "first",
                1L);
    }

    @Test
    default void an_answer_without_events_is_kept_too_and_has_no_position() {
        log().append(appending(enabled(WEB)));
        assertThat(log().append(answering(answer("key", "one", "first"))))
                .isEqualTo(new Appended(null));
        assertAnswered(
                log().append(answering(answer("key", "two", "second"))), "one", "first", null);
        assertThat(log().head()).isEqualTo(1);
    }

    @Test
    default void
            storing_the_very_same_answer_again_is_a_lost_acknowledgement_and_not_a_repetition() {
        Append append = answering(answer("key", "one", "first"));
        log().append(append);
        assertThat(log().append(append)).isEqualTo(new Appended(null));
    }

    @Test
    default void appending_the_same_events_again_answers_with_their_first_positions() {
        Append append = answering(answer("key", "one", "first"), enabled(WEB), enabled(WEB));
        log().append(append);
        log().append(appending(enabled(WEB)));
        assertThat(log().append(append)).isEqualTo(new Appended(1L));
        assertThat(log().head()).isEqualTo(3);
    }

    @Test
    default void a_check_finds_the_answer_before_anything_else() {
        log().append(answering(answer("key", "one", "first"), enabled(WEB)));
        assertAnswered(
                log().check(new Check(Map.of(WEB_STREAM, 0L), bytes("key"), List.of(), List.of())),
                "one",
                "first",
                1L);
        assertThat(log().check(new Check(Map.of(), bytes("other"), List.of(), List.of())))
                .isEqualTo(new Unchanged(null));
    }

    @Test
    default void no_answer_is_forgotten_within_a_day_whatever_is_asked() {
        log().append(answering(answer("key", "one", "first")));
        storage().age(bytes("key"), Duration.ofMinutes(23 * 60 + 59));
        assertThat(log().forgetAnswers(Duration.ZERO)).isZero();
        assertAnswered(log().append(answering(answer("key", "", ""))), "one", "first", null);
    }

    @Test
    default void an_answer_of_yesterday_is_forgotten_and_its_key_is_free_again() {
        log().append(answering(answer("key", "one", "first")));
        storage().age(bytes("key"), Duration.ofMinutes(24 * 60 + 1));
        assertThat(log().forgetAnswers(Duration.ofHours(1))).isEqualTo(1);
        assertThat(log().append(answering(answer("key", "two", "second"))))
                .isEqualTo(new Appended(null));
    }

    @Test
    default void an_answer_is_kept_for_as_long_as_is_asked() {
        log().append(answering(answer("key", "one", "first")));
        storage().age(bytes("key"), Duration.ofMinutes(47 * 60 + 20));
        assertThat(log().forgetAnswers(Duration.ofMinutes(47 * 60 + 30))).isZero();
        assertThat(log().forgetAnswers(Duration.ofMinutes(47 * 60 + 10))).isEqualTo(1);
    }

    private static void assertAnswered(
            Outcome outcome, String body, String sealed, @Nullable Long position) {
        assertThat(outcome)
                .usingRecursiveComparison()
                .isEqualTo(new Answered(bytes(body), bytes(sealed), position));
    }

    @Test
    default void an_owner_has_its_share_and_not_that_of_another() {
        assertThat(log().append(answering(thousandBytes("a", "one")))).isInstanceOf(Appended.class);
        assertThat(log().append(answering(thousandBytes("b", "one"), enabled(WEB))))
                .isInstanceOf(Appended.class);
        long head = log().head();

        assertThat(log().append(answering(thousandBytes("c", "one"), enabled(WEB))))
                .isEqualTo(new AnswersFull());
        assertThat(log().head()).isEqualTo(head);
        Answer again = new Answer(bytes("a"), bytes("body"), new byte[999], "one", LIMIT);
        assertThat(log().append(answering(again))).isInstanceOf(Answered.class);
        assertThat(log().append(answering(thousandBytes("c", "two")))).isInstanceOf(Appended.class);
    }

    @Test
    default void appends_that_share_a_transaction_share_what_is_left() throws InterruptedException {
        AtomicInteger stored = new AtomicInteger();
        Thread[] writers = new Thread[16];
        for (int n = 0; n < writers.length; n++) {
            String key = "k" + n;
            writers[n] =
                    Thread.ofVirtual()
                            .start(() -> {
                                if (log().append(answering(thousandBytes(key, "one")))
                                        instanceof Appended) {
                                    stored.incrementAndGet();
                                }
                            });
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(stored).hasValue(2);
    }

    @Test
    default void what_is_forgotten_makes_room() {
        log().append(answering(thousandBytes("a", "one")));
        log().append(answering(thousandBytes("b", "one")));
        storage().age(bytes("a"), Duration.ofDays(3));

        assertThat(log().forgetAnswers(Duration.ofDays(2))).isEqualTo(1);
        assertThat(log().append(answering(thousandBytes("c", "one")))).isInstanceOf(Appended.class);
        assertThat(log().append(answering(thousandBytes("d", "one")))).isEqualTo(new AnswersFull());
        assertThat(log().forgetAnswers(Duration.ofDays(2))).isZero();
    }

    private static Answer thousandBytes(String key, String owner) {
        return new Answer(bytes(key), bytes("body"), new byte[1_000], owner, LIMIT);
    }
}
