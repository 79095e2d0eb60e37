package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.EventRow.COLUMNS;
import static com.scaiwave.admin.log.LogSql.texts;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.EventLog.StreamPage;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads events by the streams that they belong to. */
final class StreamReads {
    private static final String STREAM =
            "select "
                    + COLUMNS
                    + " from {schema}.events where stream = ? and sequence >= ? order by sequence limit ?";
    private static final String PAGE =
            "select "
                    + COLUMNS
                    + """
                    , size from (
                        select events.*, count(*) over () as size, sum(octet_length(payload)) over (order by sequence)
                            - octet_length(payload) as before
                        from (select {schema}.events.* from {schema}.events
                              where stream = ? and sequence >= ?
                              order by sequence limit ?) as events) as page
                    where before < ? order by sequence
                    """;
    private static final String BY_POSITION =
            "select distinct on (position) "
                    + COLUMNS
                    + """
                     from (
                        select {schema}.events.* from {schema}.events where stream = any (?) and position <= ?
                        union all
                        select e.* from unnest(?) as p(prefix)
                        join {schema}.events e on e.stream >= p.prefix collate "C"
                            and e.stream < (p.prefix || chr(1114111)) collate "C"
                        where e.position <= ?) as found
                    order by position
                    """;
    private static final String BY_STREAM =
            "select "
                    + COLUMNS
                    + """
                     from {schema}.events
                    where stream > ? collate "C" and stream < (? || chr(1114111)) collate "C" and position <= ?
                    order by stream, sequence
                    """;

    private final LogSql sql;
    private final EventCodec codec;

    StreamReads(LogSql sql, EventCodec codec) {
        this.sql = sql;
        this.codec = codec;
    }

    List<StoredEvent> stream(StreamId stream, long fromSequence, int limit) {
        return sql.query(
                STREAM,
                statement ->
                        statement
                                .params(stream.value(), fromSequence, limit)
                                .query((row, _) -> EventRow.of(row).decoded(codec))
                                .list());
    }

    StreamPage page(StreamId stream, long fromSequence, int limit, long bytes) {
        AtomicInteger found = new AtomicInteger();
        List<StoredEvent> events =
                sql.query(
                        PAGE,
                        statement ->
                                statement
                                        .params(stream.value(), fromSequence, limit, bytes)
                                        .query((row, _) -> {
                                            found.set(row.getInt("size"));
                                            return EventRow.of(row).decoded(codec);
                                        })
                                        .list());
        return new StreamPage(events, found.get() < limit && found.get() == events.size());
    }

    void byPosition(
            Collection<StreamId> streams,
            Collection<String> prefixes,
            long upTo,
            Consumer<StoredEvent> action) {
        sql.cursor(
                BY_POSITION,
                events -> {
                    events.forEach(e -> action.accept(e.decoded(codec)));
                    return true;
                },
                texts(streams, StreamId::value),
                upTo,
                texts(prefixes, p -> p),
                upTo);
    }

    <T extends @Nullable Object> T byStream(
            String prefix, String after, long upTo, Function<Iterator<StoredEvent>, T> reader) {
        return sql.cursorInOrder(
                BY_STREAM,
                events -> reader.apply(events.map(e -> e.decoded(codec)).iterator()),
                after,
                prefix,
                upTo);
    }
}
