package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.answering;
import static com.scaiwave.admin.log.Samples.bytes;
import static com.scaiwave.admin.log.Samples.enabled;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.Append.Answer;
import com.scaiwave.admin.log.Outcome.Answered;
import com.scaiwave.admin.log.Outcome.AnswersFull;
import com.scaiwave.admin.log.Outcome.Appended;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The stored answers of one owner are bounded; forgetting some makes room. */
@NullMarked
class SharesTest {
    /** Room for two: an answer of 1000 bytes counts for what its row takes as well. */
    private static final long LIMIT = 3_000;

    private final TestPostgres postgres = TestPostgres.create();
    private final EventLog log = postgres.log(LogName.ADMINISTRATION);

    private static Answer answer(String key, String owner) {
        return new Answer(bytes(key), bytes("body"), new byte[1_000], owner, LIMIT);
    }

    @Test
    void an_owner_has_its_share_and_not_that_of_another() {
        assertThat(log.append(answering(answer("a", "one")))).isInstanceOf(Appended.class);
        assertThat(log.append(answering(answer("b", "one"), enabled(WEB))))
                .isInstanceOf(Appended.class);
        long head = log.head();

        assertThat(log.append(answering(answer("c", "one"), enabled(WEB))))
                .isEqualTo(new AnswersFull());
        assertThat(log.head()).isEqualTo(head);
        Answer again = new Answer(bytes("a"), bytes("body"), new byte[999], "one", LIMIT);
        assertThat(log.append(answering(again))).isInstanceOf(Answered.class);
        assertThat(log.append(answering(answer("c", "two")))).isInstanceOf(Appended.class);
    }

    @Test
    void appends_that_share_a_transaction_share_what_is_left() throws InterruptedException {
        AtomicInteger stored = new AtomicInteger();
        Thread[] writers = new Thread[16];
        for (int n = 0; n < writers.length; n++) {
            String key = "k" + n;
            writers[n] =
                    Thread.ofVirtual()
                            .start(() -> {
                                if (log.append(answering(answer(key, "one"))) instanceof Appended) {
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
    void what_is_forgotten_makes_room() {
        log.append(answering(answer("a", "one")));
        log.append(answering(answer("b", "one")));
        postgres.superuser()
                .update(
                        "update log_administration.answers"
                                + " set created_at = created_at - interval '3 days' where key = 'a'");

        assertThat(log.forgetAnswers(Duration.ofDays(2))).isEqualTo(1);
        assertThat(log.append(answering(answer("c", "one")))).isInstanceOf(Appended.class);
        assertThat(log.append(answering(answer("d", "one")))).isEqualTo(new AnswersFull());
        assertThat(log.forgetAnswers(Duration.ofDays(2))).isZero();
    }
}
