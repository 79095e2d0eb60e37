package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.WEB_STREAM;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.enabled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventType.UnknownEventType;
import com.scaiwave.admin.events.Origin;
import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * A page of the log ends at a number of events or bytes; a reader that is far behind reads ahead.
 */
@NullMarked
class PagesTest {
    private static final String NEWER_NODE =
            """
            insert into log_administration.events
            select position + 1, gen_random_uuid(), stream, sequence + 1, ?, ?, payload, metadata,
                   recorded_at + interval '1 second'
            from log_administration.events order by position desc limit 1
            """;

    private final TestPostgres postgres = TestPostgres.create();
    private final EventLog log = postgres.log(LogName.ADMINISTRATION);

    @Test
    void a_large_page_is_in_order_and_stops_at_an_event_of_a_newer_node() {
        Append many =
                appending(Stream.generate(() -> enabled(WEB)).limit(500).toArray(Event[]::new));
        log.append(many);
        List<StoredEvent> page = log.readAfter(Checkpoint.START, 1_000);
        assertThat(page)
                .extracting(StoredEvent::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 500).boxed().toList());
        assertThat(page).isEqualTo(log.readStream(WEB_STREAM, 0));
        assertThat(page).isEqualTo(log.readStreams(List.of(WEB_STREAM), List.of(), 500));
        postgres.superuser().update(NEWER_NODE, "plugin.renamed", 1);
        assertThatExceptionOfType(UnknownEventType.class)
                .isThrownBy(() -> log.readAfter(Checkpoint.START, 1_000))
                .withMessageContaining("plugin.renamed");
    }

    @Test
    void who_reads_ahead_sees_each_event_once_wherever_it_goes_on() {
        for (int i = 0; i < 5; i++) {
            log.append(
                    appending(Stream.generate(() -> enabled(WEB)).limit(7).toArray(Event[]::new)));
        }
        ReadAhead ahead = new ReadAhead(log);
        List<StoredEvent> all = new ArrayList<>();
        List<StoredEvent> page = ahead.readAfter(Checkpoint.START, 10);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = ahead.readAfter(after(page.getLast()), 10);
        }
        assertThat(all).isEqualTo(log.readAfter(Checkpoint.START, 100));

        assertThat(ahead.readAfter(after(all.get(2)), 10)).isEqualTo(all.subList(3, 13));
        assertThat(ahead.readAfter(after(all.get(20)), 10)).isEqualTo(all.subList(21, 31));
        log.append(appending(enabled(WEB)));
        assertThat(ahead.readAfter(after(all.getLast()), 10))
                .extracting(StoredEvent::position)
                .containsExactly(36L);
    }

    @Test
    void who_reads_ahead_stops_at_an_event_of_a_newer_node_and_goes_on_without_it() {
        log.append(appending(enabled(WEB), enabled(WEB)));
        postgres.superuser().update(NEWER_NODE, "plugin.renamed", 1);
        ReadAhead ahead = new ReadAhead(log);
        List<StoredEvent> first = ahead.readAfter(Checkpoint.START, 2);
        assertThatExceptionOfType(UnknownEventType.class)
                .isThrownBy(() -> ahead.readAfter(after(first.getLast()), 2))
                .withMessageContaining("plugin.renamed");
        assertThatExceptionOfType(LogForked.class)
                .isThrownBy(() -> ahead.readAfter(new Checkpoint(1, UUID.randomUUID()), 2));
        assertThat(ahead.readAfter(Checkpoint.START, 2)).isEqualTo(first);
    }

    /**
     * Three large events fill a page; a plain reader and one that reads ahead see each event once.
     */
    @Test
    void a_page_ends_where_it_is_large_and_the_next_one_goes_on() {
        int count = 9;
        for (int n = 0; n < count; n++) {
            log.append(appending(n == 4 ? enabled(WEB) : large(PageReads.PAGE_BYTES / 3 + 1)));
        }
        List<Long> plain = new ArrayList<>();
        List<Long> ahead = new ArrayList<>();
        ReadAhead reader = new ReadAhead(log);
        Checkpoint checkpoint = Checkpoint.START;
        for (List<StoredEvent> page = log.readAfter(checkpoint, 100);
                !page.isEmpty();
                page = log.readAfter(checkpoint, 100)) {
            assertThat(page).hasSizeLessThanOrEqualTo(4);
            assertThat(reader.readAfter(checkpoint, 100)).isEqualTo(page);
            page.forEach(e -> plain.add(e.position()));
            checkpoint = after(page.getLast());
            assertThat(EventLog.isFull(page, 100)).isEqualTo(checkpoint.position() < count);
        }
        checkpoint = Checkpoint.START;
        for (List<StoredEvent> page = reader.readAfter(checkpoint, 3);
                !page.isEmpty();
                page = reader.readAfter(checkpoint, 3)) {
            page.forEach(e -> ahead.add(e.position()));
            checkpoint = after(page.getLast());
        }
        assertThat(plain)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList());
        assertThat(ahead).isEqualTo(plain);
    }

    @Test
    void an_event_larger_than_a_page_is_one() {
        log.append(appending(large(PageReads.PAGE_BYTES + 1)));
        log.append(appending(large(PageReads.PAGE_BYTES + 1)));
        List<StoredEvent> first = log.readAfter(Checkpoint.START, 10);
        assertThat(first).extracting(StoredEvent::position).containsExactly(1L);
        assertThat(log.readAfter(after(first.getFirst()), 10))
                .extracting(StoredEvent::position)
                .containsExactly(2L);
    }

    @Test
    void a_page_is_full_at_its_number_of_events_or_bytes() {
        assertThat(PageReads.isFull(1, 0, 2)).isFalse();
        assertThat(PageReads.isFull(2, 0, 2)).isTrue();
        assertThat(PageReads.isFull(1, PageReads.PAGE_BYTES - 1, 2)).isFalse();
        assertThat(PageReads.isFull(1, PageReads.PAGE_BYTES, 2)).isTrue();
    }

    @Test
    void events_are_read_at_their_positions_in_that_order_as_many_as_fit() {
        log.append(appending(large(1_000), large(1_000), large(1_000), enabled(WEB)));
        List<StoredEvent> all = log.readAfter(Checkpoint.START, 10);
        int size = all.getFirst().bytes();

        assertThat(log.readPositions(List.of(), 1)).isEmpty();
        assertThat(log.readPositions(List.of(3L, 1L, 4L), Long.MAX_VALUE))
                .containsExactly(all.get(2), all.get(0), all.get(3));
        assertThat(log.readPositions(List.of(3L, 1L, 2L), 2L * size))
                .containsExactly(all.get(2), all.get(0));
        assertThat(log.readPositions(List.of(3L, 1L, 2L), 2L * size - 1))
                .containsExactly(all.get(2));
        assertThat(log.readPositions(List.of(2L, 1L), 1)).containsExactly(all.get(1));
    }

    @Test
    void a_position_without_an_event_shows_that_the_log_was_replaced() {
        log.append(appending(enabled(WEB), enabled(WEB)));

        for (List<Long> positions : List.of(List.of(3L), List.of(1L, 3L, 2L), List.of(0L, 1L))) {
            assertThatExceptionOfType(LogForked.class)
                    .isThrownBy(() -> log.readPositions(positions, Long.MAX_VALUE));
        }
    }

    private static Event large(int bytes) {
        return new PlatformReported(
                Samples.TENANT,
                new Origin("//tests", UUID.randomUUID().toString()),
                "x".repeat(bytes),
                null,
                null);
    }

    private static Checkpoint after(StoredEvent event) {
        return new Checkpoint(event.position(), event.id());
    }
}
