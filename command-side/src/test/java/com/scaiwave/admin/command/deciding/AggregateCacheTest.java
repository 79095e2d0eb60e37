package com.scaiwave.admin.command.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.deciding.AggregateCache.Entry;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.TestPostgres;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What is cached of a stream is the newest that the log has confirmed. */
@NullMarked
class AggregateCacheTest {
    private static final StreamId STREAM = new StreamId("plugin:tnt_1:a");
    private static final EventLog LOG = TestPostgres.create().log(LogName.ADMINISTRATION);

    private final AggregateCache cache = new AggregateCache(LOG);

    @Test
    void nothing_is_current_before_it_was_put() {
        assertThat(cache.find(STREAM)).isNull();
        assertThat(cache.isCurrent(STREAM, 0)).isFalse();
    }

    @Test
    void a_stream_is_current_at_the_number_of_events_that_was_put() {
        cache.put(STREAM, entry(2));

        assertThat(cache.find(STREAM)).isEqualTo(entry(2));
        assertThat(cache.isCurrent(STREAM, 2)).isTrue();
        assertThat(cache.isCurrent(STREAM, 1)).isFalse();
        assertThat(cache.isCurrent(STREAM, 3)).isFalse();
        assertThat(cache.isCurrent(new StreamId("plugin:tnt_1:b"), 2)).isFalse();
    }

    @Test
    void an_older_state_never_replaces_a_newer_one() {
        cache.put(STREAM, entry(2));
        cache.put(STREAM, entry(1));
        assertThat(cache.find(STREAM)).isEqualTo(entry(2));

        cache.put(STREAM, entry(3));
        assertThat(cache.find(STREAM)).isEqualTo(entry(3));
    }

    @Test
    void a_stream_that_has_grown_is_read_on_until_the_log_has_confirmed_more() {
        cache.outgrown(STREAM);
        assertThat(cache.find(STREAM)).isNull();
        cache.put(STREAM, entry(2));

        cache.outgrown(STREAM);

        assertThat(cache.isCurrent(STREAM, 2)).isFalse();
        assertThat(cache.find(STREAM)).isEqualTo(new Entry(2, new Named("n2"), true));
        cache.put(STREAM, entry(2));
        assertThat(cache.isCurrent(STREAM, 2)).isFalse();
        cache.put(STREAM, entry(3));
        assertThat(cache.isCurrent(STREAM, 3)).isTrue();
    }

    @Test
    void an_evicted_stream_is_read_from_its_beginning() {
        cache.put(STREAM, entry(2));

        cache.evict(STREAM);

        assertThat(cache.find(STREAM)).isNull();
    }

    /** 40 MB each, of 64 MiB. */
    @Test
    void states_are_evicted_by_their_size() {
        Entry large = new Entry(1, new Sized(20_000_000), false);
        List<StreamId> streams = List.of(STREAM, new StreamId("plugin:tnt_1:b"));

        streams.forEach(s -> cache.put(s, large));

        assertThat(streams).filteredOn(s -> cache.find(s) != null).hasSize(1);
    }

    private static Entry entry(long events) {
        return new Entry(events, new Named("n" + events), false);
    }

    private record Sized(long characters) implements AggregateState {}

    private record Named(String name) implements AggregateState {
        @Override
        public long characters() {
            return name.length();
        }
    }
}
