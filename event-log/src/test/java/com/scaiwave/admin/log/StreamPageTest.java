package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.TENANT;
import static com.scaiwave.admin.log.Samples.appending;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.EventLog.StreamPage;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A page of a stream ends at a number of events, or of bytes, whichever comes first. */
@NullMarked
class StreamPageTest {
    private static final StreamId STREAM = StreamId.noteProcessing(TENANT);
    private static final int LARGE = 10_000;

    private final EventLog log = TestPostgres.create().log(LogName.ADMINISTRATION);

    private void append(int events) {
        log.append(
                appending(
                        IntStream.range(0, events)
                                .mapToObj(StreamPageTest::event)
                                .toArray(Event[]::new)));
    }

    private static Event event(int version) {
        return new NoteProcessingUpdated(
                TENANT,
                null,
                null,
                null,
                null,
                null,
                null,
                new Change<>("", "x".repeat(LARGE)),
                version + 1);
    }

    private void assertPage(long from, int limit, long bytes, int events, boolean last) {
        StreamPage page = log.readStream(STREAM, from, limit, bytes);
        assertThat(page.events())
                .extracting(Recorded::sequence)
                .containsExactlyElementsOf(
                        IntStream.range(0, events).mapToObj(n -> from + n).toList());
        assertThat(page.last()).isEqualTo(last);
    }

    @Test
    void it_ends_at_its_limits_and_says_whether_the_stream_does() {
        assertPage(0, 10, 1 << 20, 0, true);
        append(5);
        assertPage(0, 10, 1 << 20, 5, true);
        assertPage(3, 10, 1 << 20, 2, true);
        assertPage(5, 10, 1 << 20, 0, true);
        assertPage(0, 6, 1 << 20, 5, true);
        assertPage(0, 5, 1 << 20, 5, false);
        assertPage(0, 4, 1 << 20, 4, false);
        assertPage(0, 10, 1, 1, false);
        assertPage(0, 10, 2 * LARGE, 2, false);
        assertPage(0, 10, 3 * LARGE, 3, false);
        assertPage(4, 10, 1, 1, true);
    }
}
