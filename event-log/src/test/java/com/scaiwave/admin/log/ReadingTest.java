package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.MAIL;
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
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ReadingTest {
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
    void a_reader_goes_on_from_its_token_page_by_page() {
        log.append(appending(enabled(WEB), enabled(MAIL), enabled(WEB)));
        List<Recorded> first = log.readAfter(Token.START, 2);
        assertThat(first).extracting(Recorded::position).containsExactly(1L, 2L);
        List<Recorded> second = log.readAfter(after(first.getLast()), 2);
        assertThat(second).extracting(Recorded::position).containsExactly(3L);
        assertThat(log.readAfter(after(second.getLast()), 2)).isEmpty();
    }

    @Test
    void another_event_at_the_readers_position_is_a_fork() {
        log.append(appending(enabled(WEB), enabled(MAIL)));
        Token foreign = new Token(1, UUID.randomUUID());
        assertThatExceptionOfType(LogForked.class)
                .isThrownBy(() -> log.readAfter(foreign, 10))
                .withMessageContaining("log_administration")
                .withMessageContaining("position 1");
    }

    @Test
    void a_log_that_has_become_shorter_is_a_fork() {
        log.append(appending(enabled(WEB)));
        Token beyond = new Token(2, UUID.randomUUID());
        assertThatExceptionOfType(LogForked.class).isThrownBy(() -> log.readAfter(beyond, 10));
    }

    @Test
    void an_event_name_of_a_newer_node_stops_every_reader() {
        log.append(appending(enabled(WEB)));
        postgres.superuser().update(NEWER_NODE, "plugin.renamed", 1);
        assertEveryReaderStops();
    }

    @Test
    void an_event_revision_of_a_newer_node_stops_every_reader() {
        log.append(appending(enabled(WEB)));
        postgres.superuser().update(NEWER_NODE, "plugin.enabled", 2);
        assertEveryReaderStops();
    }

    @Test
    void a_large_page_is_in_order_and_stops_at_an_event_of_a_newer_node() {
        Append many =
                appending(Stream.generate(() -> enabled(WEB)).limit(500).toArray(Event[]::new));
        log.append(many);
        List<Recorded> page = log.readAfter(Token.START, 1_000);
        assertThat(page)
                .extracting(Recorded::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 500).boxed().toList());
        assertThat(page).isEqualTo(log.readStream(WEB_STREAM, 0));
        postgres.superuser().update(NEWER_NODE, "plugin.renamed", 1);
        assertThatExceptionOfType(UnknownEventType.class)
                .isThrownBy(() -> log.readAfter(Token.START, 1_000))
                .withMessageContaining("plugin.renamed");
    }

    @Test
    void who_reads_ahead_sees_each_event_once_wherever_it_goes_on() {
        for (int i = 0; i < 5; i++) {
            log.append(
                    appending(Stream.generate(() -> enabled(WEB)).limit(7).toArray(Event[]::new)));
        }
        ReadAhead ahead = new ReadAhead(log);
        List<Recorded> all = new ArrayList<>();
        List<Recorded> page = ahead.readAfter(Token.START, 10);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = ahead.readAfter(after(page.getLast()), 10);
        }
        assertThat(all).isEqualTo(log.readAfter(Token.START, 100));

        assertThat(ahead.readAfter(after(all.get(2)), 10)).isEqualTo(all.subList(3, 13));
        assertThat(ahead.readAfter(after(all.get(20)), 10)).isEqualTo(all.subList(21, 31));
        log.append(appending(enabled(WEB)));
        assertThat(ahead.readAfter(after(all.getLast()), 10))
                .extracting(Recorded::position)
                .containsExactly(36L);
    }

    @Test
    void who_reads_ahead_stops_at_an_event_of_a_newer_node_and_goes_on_without_it() {
        log.append(appending(enabled(WEB), enabled(WEB)));
        postgres.superuser().update(NEWER_NODE, "plugin.renamed", 1);
        ReadAhead ahead = new ReadAhead(log);
        List<Recorded> first = ahead.readAfter(Token.START, 2);
        assertThatExceptionOfType(UnknownEventType.class)
                .isThrownBy(() -> ahead.readAfter(after(first.getLast()), 2))
                .withMessageContaining("plugin.renamed");
        assertThatExceptionOfType(LogForked.class)
                .isThrownBy(() -> ahead.readAfter(new Token(1, UUID.randomUUID()), 2));
        assertThat(ahead.readAfter(Token.START, 2)).isEqualTo(first);
    }

    @Test
    void a_prefix_reads_one_tenant_and_not_those_whose_names_begin_alike() {
        TenantId tenant = new TenantId("tnt_a");
        for (String id : List.of("tnt_a", "tnt_ab", "tnt_a-b", "tnt_a_b", "tnt_A")) {
            log.append(appending(enabled(new TenantId(id), WEB)));
        }
        log.append(appending(enabled(tenant, MAIL)));
        assertThat(log.readStreams(List.of(), List.of(StreamId.pluginsOf(tenant)), log.head()))
                .extracting(Recorded::stream)
                .containsExactly(StreamId.plugin(tenant, WEB), StreamId.plugin(tenant, MAIL));
    }

    @Test
    void streams_and_prefixes_are_read_up_to_a_position_in_the_order_of_the_log() {
        TenantId other = new TenantId("tnt_other");
        log.append(appending(enabled(WEB), enabled(other, WEB), enabled(other, MAIL)));
        log.append(appending(enabled(WEB), enabled(MAIL), enabled(other, WEB)));
        assertThat(log.readStreams(List.of(WEB_STREAM), List.of(StreamId.pluginsOf(other)), 5))
                .extracting(Recorded::position)
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void a_stream_that_is_asked_for_twice_is_read_once() {
        log.append(appending(enabled(WEB), enabled(MAIL)));
        String plugins = StreamId.pluginsOf(Samples.TENANT);
        assertThat(log.readStreams(List.of(WEB_STREAM, WEB_STREAM), List.of(plugins, "plugin:"), 2))
                .extracting(Recorded::position)
                .containsExactly(1L, 2L);
    }

    /** Three large events fill a page; a reader ahead and a plain one have each event once. */
    @Test
    void a_page_ends_where_it_is_large_and_the_next_one_goes_on() {
        int count = 9;
        for (int n = 0; n < count; n++) {
            log.append(appending(n == 4 ? enabled(WEB) : large(PageReads.PAGE_BYTES / 3 + 1)));
        }
        List<Long> plain = new ArrayList<>();
        List<Long> ahead = new ArrayList<>();
        ReadAhead reader = new ReadAhead(log);
        Token token = Token.START;
        for (List<Recorded> page = log.readAfter(token, 100);
                !page.isEmpty();
                page = log.readAfter(token, 100)) {
            assertThat(page).hasSizeLessThanOrEqualTo(4);
            assertThat(reader.readAfter(token, 100)).isEqualTo(page);
            page.forEach(e -> plain.add(e.position()));
            token = after(page.getLast());
            assertThat(EventLog.isFull(page, 100)).isEqualTo(token.position() < count);
        }
        token = Token.START;
        for (List<Recorded> page = reader.readAfter(token, 3);
                !page.isEmpty();
                page = reader.readAfter(token, 3)) {
            page.forEach(e -> ahead.add(e.position()));
            token = after(page.getLast());
        }
        assertThat(plain)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList());
        assertThat(ahead).isEqualTo(plain);
    }

    @Test
    void an_event_larger_than_a_page_is_one() {
        log.append(appending(large(PageReads.PAGE_BYTES + 1)));
        log.append(appending(large(PageReads.PAGE_BYTES + 1)));
        List<Recorded> first = log.readAfter(Token.START, 10);
        assertThat(first).extracting(Recorded::position).containsExactly(1L);
        assertThat(log.readAfter(after(first.getFirst()), 10))
                .extracting(Recorded::position)
                .containsExactly(2L);
    }

    @Test
    void streams_are_read_one_after_the_other_and_no_further_than_is_wanted() {
        TenantId other = new TenantId("tnt_other");
        log.append(appending(enabled(other, MAIL), enabled(WEB), enabled(other, WEB)));
        log.append(appending(enabled(other, MAIL), enabled(other, WEB)));
        String plugins = StreamId.pluginsOf(other);

        assertThat(positions(plugins, plugins, 5, 10)).containsExactly(1L, 4L, 3L, 5L);
        assertThat(positions(plugins, plugins, 4, 10)).containsExactly(1L, 4L, 3L);
        assertThat(positions(plugins, plugins, 5, 2)).containsExactly(1L, 4L);
        assertThat(positions(plugins, plugins + MAIL, 5, 10)).containsExactly(3L, 5L);
        assertThat(log.idAt(3)).contains(log.readAfter(Token.START, 10).get(2).id());
        assertThat(log.idAt(6)).isEmpty();
    }

    private List<Long> positions(String prefix, String after, long upTo, int most) {
        return log.byStream(
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

    private static Event large(int bytes) {
        return new PlatformReported(
                Samples.TENANT,
                new Origin("//tests", UUID.randomUUID().toString()),
                "x".repeat(bytes),
                null,
                null);
    }

    private void assertEveryReaderStops() {
        Token first = after(log.readAfter(Token.START, 1).getFirst());
        assertThatExceptionOfType(UnknownEventType.class)
                .isThrownBy(() -> log.readAfter(first, 10));
        assertThatExceptionOfType(UnknownEventType.class)
                .isThrownBy(() -> log.readStream(WEB_STREAM, 0));
        assertThatExceptionOfType(UnknownEventType.class)
                .isThrownBy(() -> log.readStreams(List.of(WEB_STREAM), List.of(), 2));
    }

    private static Token after(Recorded event) {
        return new Token(event.position(), event.id());
    }
}
