package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.EventRow.COLUMNS;

import com.scaiwave.admin.events.StreamId;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads the log page by page, in its order. A reader's checkpoint names the event that it read
 * last. That event is read again with the next page, and must have the same id.
 */
final class PageReads {
    /**
     * A page ends with the event that makes it this large, as stored. Decoded, together with what
     * is made of it, a page takes about ten times that.
     */
    static final int PAGE_BYTES = 4 << 20;

    /** A page with at least this many events is decoded by all processors. */
    private static final int LARGE_PAGE = 200;

    /**
     * The event at a checkpoint and the next ones, up to a number and a size, but at least one.
     * PostgreSQL reads large values only after it has found that the page includes them.
     */
    private static final String FROM =
            "select "
                    + COLUMNS
                    + """
                     from (
                        select found.*, sum(case when position > ? then size else 0 end)
                            over (order by position rows unbounded preceding) - size as before
                        from (select *, octet_length(payload) + octet_length(metadata) as size
                              from {schema}.events where position >= ? order by position limit ?) as found
                     ) as sized
                    where before < ? order by position
                    """;

    /** The events at the given positions, in that order, up to a size, but at least one. */
    private static final String AT =
            "select "
                    + COLUMNS
                    + """
                     from (
                        select found.*, sum(size) over (order by nth rows unbounded preceding) as total
                        from (select e.*, octet_length(e.payload) + octet_length(e.metadata) as size, w.nth
                              from unnest(?) with ordinality as w(place, nth)
                              join {schema}.events e on e.position = w.place) as found
                     ) as sized
                    where total <= ? or nth = 1 order by nth
                    """;

    private static final String TOUCHED_FROM =
            "select position, event_id, stream from {schema}.events where position >= ?"
                    + " order by position limit ?";

    private final LogSql sql;
    private final EventCodec codec;

    PageReads(LogSql sql, EventCodec codec) {
        this.sql = sql;
        this.codec = codec;
    }

    /** Whether a page with this many events and bytes has reached a limit. */
    static boolean isFull(int events, long bytes, int limit) {
        return events >= limit || bytes >= PAGE_BYTES;
    }

    List<StoredEvent> after(Checkpoint checkpoint, int limit) {
        return decodedTogether(storedAfter(checkpoint, limit));
    }

    /** The events at the given positions, as many as fit, but at least one. */
    List<StoredEvent> at(List<Long> positions, long bytes) {
        long[] wanted = positions.stream().mapToLong(p -> p).toArray();
        if (wanted.length == 0) {
            return List.of();
        }
        List<EventRow> found =
                sql.query(
                        AT,
                        s -> s.params(wanted, bytes).query((row, _) -> EventRow.of(row)).list());
        for (int i = 0; i < Math.max(1, found.size()); i++) {
            if (found.isEmpty() || found.get(i).position() != wanted[i]) {
                throw new LogForked(sql.log().schema(), wanted[i]);
            }
        }
        return decodedTogether(found);
    }

    /** Decodes a page, after its connection was given back; a large one on all processors. */
    private List<StoredEvent> decodedTogether(List<EventRow> page) {
        Stream<EventRow> events = page.size() < LARGE_PAGE ? page.stream() : page.parallelStream();
        return events.map(e -> e.decoded(codec)).toList();
    }

    List<EventRow> storedAfter(Checkpoint checkpoint, int limit) {
        List<EventRow> page =
                rowsFrom(checkpoint.position(), first(checkpoint), most(checkpoint, limit));
        return after(checkpoint, page, EventRow::id);
    }

    /** The rows after a position, whatever stands at it. */
    List<EventRow> rowsAfter(long position, int limit) {
        return rowsFrom(position, position + 1, limit);
    }

    /** The rows from a position; only those after the checkpoint count towards the page's size. */
    private List<EventRow> rowsFrom(long checkpoint, long first, int limit) {
        return sql.query(
                FROM,
                s ->
                        s.params(checkpoint, first, limit, PAGE_BYTES)
                                .query((row, _) -> EventRow.of(row))
                                .list());
    }

    List<StoredEvent> decoded(List<EventRow> page) {
        return page.stream().map(e -> e.decoded(codec)).toList();
    }

    List<Touched> touchedAfter(Checkpoint checkpoint, int limit) {
        return after(
                checkpoint,
                sql.query(
                        TOUCHED_FROM,
                        s ->
                                s.params(first(checkpoint), most(checkpoint, limit))
                                        .query((row, _) ->
                                                new Touched(
                                                        row.getLong("position"),
                                                        row.getObject("event_id", UUID.class),
                                                        new StreamId(row.getString("stream"))))
                                        .list()),
                Touched::event);
    }

    private static long first(Checkpoint checkpoint) {
        return Math.max(1, checkpoint.position());
    }

    /** One more than the limit if the page begins with the event at the checkpoint. */
    private static int most(Checkpoint checkpoint, int limit) {
        return checkpoint.position() == 0 ? limit : limit + 1;
    }

    /** The page without its first event, which must be the one at the checkpoint. */
    private <T> List<T> after(Checkpoint checkpoint, List<T> page, Function<T, UUID> id) {
        if (checkpoint.position() == 0) {
            return page;
        }
        if (page.isEmpty() || !id.apply(page.getFirst()).equals(checkpoint.event())) {
            throw new LogForked(sql.log().schema(), checkpoint.position());
        }
        return page.subList(1, page.size());
    }
}
