package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Conformance.after;
import static com.scaiwave.admin.log.Samples.MAIL;
import static com.scaiwave.admin.log.Samples.TENANT;
import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.WEB_STREAM;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.enabled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventType.UnknownEventType;
import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventLog.StreamPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * A reader continues from its checkpoint, sees each event once, and notices if the log was
 * replaced. Streams are read one by one, together, or page by page.
 */
@NullMarked
interface ReadingConformance extends Conformance {
    StreamId NOTES = StreamId.noteProcessing(TENANT);
    int LARGE = 10_000;

    @Test
    default void a_reader_goes_on_from_its_token_page_by_page() {
        log().append(appending(enabled(WEB), enabled(MAIL), enabled(WEB)));
        List<StoredEvent> first = log().readAfter(Checkpoint.START, 2);
        assertThat(first).extracting(StoredEvent::position).containsExactly(1L, 2L);
        List<StoredEvent> second = log().readAfter(after(first.getLast()), 2);
        assertThat(second).extracting(StoredEvent::position).containsExactly(3L);
        assertThat(log().readAfter(after(second.getLast()), 2)).isEmpty();
    }

    @Test
    default void another_event_at_the_readers_position_is_a_fork() {
        log().append(appending(enabled(WEB), enabled(MAIL)));
        Checkpoint foreign = new Checkpoint(1, UUID.randomUUID());
        assertThatExceptionOfType(LogForked.class)
                .isThrownBy(() -> log().readAfter(foreign, 10))
                .withMessageContaining("log_administration")
                .withMessageContaining("position 1");
    }

    @Test
    default void a_log_that_has_become_shorter_is_a_fork() {
        log().append(appending(enabled(WEB)));
        Checkpoint beyond = new Checkpoint(2, UUID.randomUUID());
        assertThatExceptionOfType(LogForked.class).isThrownBy(() -> log().readAfter(beyond, 10));
    }

    @Test
    default void the_streams_of_events_after_a_checkpoint_are_read_without_their_payloads() {
        log().append(appending(enabled(WEB), enabled(MAIL), enabled(WEB)));
        List<StoredEvent> events = log().readAfter(Checkpoint.START, 10);
        Checkpoint first = after(events.getFirst());
        assertThat(log().touchedAfter(first, 10))
                .isEqualTo(
                        events.subList(1, 3).stream()
                                .map(e -> new Touched(e.position(), e.id(), e.stream()))
                                .toList());
        assertThat(log().touchedAfter(Checkpoint.START, 2)).hasSize(2);
        assertThat(log().last()).isEqualTo(after(events.getLast()));
        assertThat(log().touchedAfter(log().last(), 10)).isEmpty();
        assertThatExceptionOfType(LogForked.class)
                .isThrownBy(() -> log().touchedAfter(new Checkpoint(1, UUID.randomUUID()), 10));
        assertThatExceptionOfType(LogForked.class)
                .isThrownBy(() -> log().touchedAfter(new Checkpoint(4, UUID.randomUUID()), 10));
    }

    @Test
    default void an_empty_log_ends_where_it_starts() {
        assertThat(log().head()).isZero();
        assertThat(log().last()).isEqualTo(Checkpoint.START);
        assertThat(log().readAfter(Checkpoint.START, 10)).isEmpty();
    }

    @Test
    default void an_event_name_of_a_newer_node_stops_every_reader() {
        log().append(appending(enabled(WEB)));
        storage().recordAgain("plugin.renamed", 1, Duration.ofSeconds(1));
        assertEveryReaderStops();
    }

    @Test
    default void an_event_revision_of_a_newer_node_stops_every_reader() {
        log().append(appending(enabled(WEB)));
        storage().recordAgain("plugin.enabled", 2, Duration.ofSeconds(1));
        assertEveryReaderStops();
    }

    @Test
    default void a_prefix_reads_one_tenant_and_not_those_whose_names_begin_alike() {
        TenantId tenant = new TenantId("tnt_a");
        for (String id : List.of("tnt_a", "tnt_ab", "tnt_a-b", "tnt_a_b", "tnt_A")) {
            log().append(appending(enabled(new TenantId(id), WEB)));
        }
        log().append(appending(enabled(tenant, MAIL)));
        assertThat(log().readStreams(List.of(), List.of(StreamId.pluginsOf(tenant)), log().head()))
                .extracting(StoredEvent::stream)
                .containsExactly(StreamId.plugin(tenant, WEB), StreamId.plugin(tenant, MAIL));
    }

    @Test
    default void streams_and_prefixes_are_read_up_to_a_position_in_the_order_of_the_log() {
        TenantId other = new TenantId("tnt_other");
        log().append(appending(enabled(WEB), enabled(other, WEB), enabled(other, MAIL)));
        log().append(appending(enabled(WEB), enabled(MAIL), enabled(other, WEB)));
        assertThat(log().readStreams(List.of(WEB_STREAM), List.of(StreamId.pluginsOf(other)), 5))
                .extracting(StoredEvent::position)
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    default void a_stream_that_is_asked_for_twice_is_read_once() {
        log().append(appending(enabled(WEB), enabled(MAIL)));
        String plugins = StreamId.pluginsOf(Samples.TENANT);
        assertThat(
                        log().readStreams(
                                        List.of(WEB_STREAM, WEB_STREAM),
                                        List.of(plugins, "plugin:"),
                                        2))
                .extracting(StoredEvent::position)
                .containsExactly(1L, 2L);
    }

    @Test
    default void streams_are_read_one_after_the_other_and_no_further_than_is_wanted() {
        TenantId other = new TenantId("tnt_other");
        log().append(appending(enabled(other, MAIL), enabled(WEB), enabled(other, WEB)));
        log().append(appending(enabled(other, MAIL), enabled(other, WEB)));
        String plugins = StreamId.pluginsOf(other);

        assertThat(positions(plugins, plugins, 5, 10)).containsExactly(1L, 4L, 3L, 5L);
        assertThat(positions(plugins, plugins, 4, 10)).containsExactly(1L, 4L, 3L);
        assertThat(positions(plugins, plugins, 5, 2)).containsExactly(1L, 4L);
        assertThat(positions(plugins, plugins + MAIL, 5, 10)).containsExactly(3L, 5L);
        assertThat(log().idAt(3)).contains(log().readAfter(Checkpoint.START, 10).get(2).id());
        assertThat(log().idAt(6)).isEmpty();
    }

    private List<Long> positions(String prefix, String after, long upTo, int most) {
        return log().byStream(
                        prefix,
                        after,
                        upTo,
                        events -> {
                            List<Long> found = new ArrayList<>();
                            while (found.size() < most && events.hasNext()) {
                                found.add(events.next().position());
                            }
                            return found;
                        });
    }

    private void assertEveryReaderStops() {
        Checkpoint first = after(log().readAfter(Checkpoint.START, 1).getFirst());
        assertThatExceptionOfType(UnknownEventType.class)
                .isThrownBy(() -> log().readAfter(first, 10));
        assertThatExceptionOfType(UnknownEventType.class)
                .isThrownBy(() -> log().readStream(WEB_STREAM, 0));
        assertThatExceptionOfType(UnknownEventType.class)
                .isThrownBy(() -> log().readStreams(List.of(WEB_STREAM), List.of(), 2));
    }

    private void append(int events) {
        log().append(
                        appending(
                                IntStream.range(0, events)
                                        .mapToObj(ReadingConformance::large)
                                        .toArray(Event[]::new)));
    }

    private static Event large(int version) {
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
        StreamPage page = log().readStream(NOTES, from, limit, bytes);
        assertThat(page.events())
                .extracting(StoredEvent::sequence)
                .containsExactlyElementsOf(
                        IntStream.range(0, events).mapToObj(n -> from + n).toList());
        assertThat(page.last()).isEqualTo(last);
    }

    @Test
    default void a_page_of_a_stream_ends_at_its_limits_and_says_whether_the_stream_does() {
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
