package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.MAIL;
import static com.scaiwave.admin.log.Samples.MAIL_STREAM;
import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.WEB_STREAM;
import static com.scaiwave.admin.log.Samples.answer;
import static com.scaiwave.admin.log.Samples.answering;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.appendingIf;
import static com.scaiwave.admin.log.Samples.created;
import static com.scaiwave.admin.log.Samples.enabled;
import static com.scaiwave.admin.log.Samples.renamed;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.log.Append.Answer;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** No append of a batch reads or writes what an earlier one writes, and a batch is bounded. */
@NullMarked
class AppendBatchTest {
    private static final int MOST_BYTES = 4 << 20;

    private static final EventCodec CODEC = new EventCodec(TestPostgres.create().vault());

    private final AppendQueue.Batch batch = new AppendQueue.Batch();

    @Test
    void appends_that_have_nothing_in_common_share_a_batch() {
        assertTaken(appendingIf(Map.of(WEB_STREAM, 0L), enabled(WEB)));
        assertTaken(appendingIf(Map.of(MAIL_STREAM, 0L), enabled(MAIL)));
        assertTaken(appending(created("ptc_a", "ada")));
        assertTaken(appending(created("ptc_b", "bob")));
        assertTaken(answering(answer("one", "body", "sealed")));
        assertTaken(answering(answer("two", "body", "sealed")));
    }

    @Test
    void a_stream_that_an_earlier_one_writes_is_neither_read_nor_written() {
        assertTaken(appending(enabled(WEB)));

        assertLeft(appendingIf(Map.of(WEB_STREAM, 1L), enabled(MAIL)));
        assertLeft(appending(enabled(WEB)));
    }

    @Test
    void a_stream_that_an_earlier_one_reads_may_be_written() {
        assertTaken(appendingIf(Map.of(WEB_STREAM, 0L), enabled(MAIL)));

        assertTaken(appending(enabled(WEB)));
    }

    @Test
    void a_name_that_an_earlier_one_claims_or_releases_is_neither_claimed_nor_released() {
        assertTaken(appending(renamed("ptc_a", "ada", "eve")));

        assertLeft(appending(created("ptc_b", "ada")));
        assertLeft(appending(created("ptc_b", "eve")));
        assertLeft(appending(renamed("ptc_c", "ada", "bob")));
    }

    @Test
    void a_key_is_answered_once() {
        assertTaken(answering(answer("key", "one", "first")));

        assertLeft(answering(answer("key", "two", "second")));
    }

    @Test
    void an_append_that_was_left_out_changes_nothing() {
        assertTaken(appending(enabled(WEB)));
        assertLeft(appending(enabled(WEB), enabled(MAIL)));

        assertTaken(appending(enabled(MAIL)));
    }

    @Test
    void a_batch_has_256_appends_at_most() {
        for (int n = 0; n < 256; n++) {
            assertTaken(appending(enabled(new PluginId("p-" + n))));
        }

        assertLeft(appending(enabled(WEB)));
    }

    @Test
    void a_batch_has_four_mebibytes_at_most() {
        assertTaken(answering(sized("one", MOST_BYTES - 10)));
        assertLeft(answering(sized("two", 11)));
        assertTaken(answering(sized("two", 10)));
        assertLeft(answering(sized("three", 1)));
    }

    @Test
    void an_append_that_is_larger_is_a_batch() {
        assertTaken(answering(sized("one", MOST_BYTES + 1)));
        assertLeft(answering(sized("two", 1)));
    }

    private static Answer sized(String key, int bytes) {
        return answer(key, "body", "x".repeat(bytes));
    }

    private void assertTaken(Append append) {
        assertThat(batch.add(new WaitingAppend(append, CODEC))).isTrue();
    }

    private void assertLeft(Append append) {
        assertThat(batch.add(new WaitingAppend(append, CODEC))).isFalse();
    }
}
