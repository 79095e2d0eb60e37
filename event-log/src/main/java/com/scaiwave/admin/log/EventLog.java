package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.AppendBatch.Encoded;
import com.scaiwave.admin.log.Check.EventRef;
import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.log.deadline.PunctualDataSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One log: appends are all or nothing, positions are dense and in commit order.
 *
 * <p>Every method throws {@link LogUnavailable} when PostgreSQL does not answer in time.
 */
public final class EventLog implements AutoCloseable {
    private static final String CHECK =
            """
            select (select c.stream
                    from unnest(?, ?) as c(stream, sequence)
                    where c.sequence <> coalesce(
                        (select max(e.sequence) + 1 from {schema}.events e where e.stream = c.stream), 0)
                    limit 1) as conflict,
                   (select w.scope
                    from unnest(?, ?, ?) as w(scope, key, owner)
                    join {schema}.claims c on c.scope = w.scope and c.key = w.key
                    where c.owner <> w.owner or w.owner = ''
                    limit 1) as taken,
                   (select max(e.position)
                    from unnest(?, ?) as w(stream, sequence)
                    join {schema}.events e on e.stream = w.stream and e.sequence = coalesce(
                        w.sequence, (select max(l.sequence) from {schema}.events l where l.stream = w.stream)))
                       as last_position,
                   a.body, a.answer, a.position as answer_position
            from (select 1) as one left join {schema}.answers a on a.key = ?
            """;
    private static final String COLUMNS =
            "position, event_id, stream, sequence, type, revision, payload, metadata, recorded_at";
    private static final String READ_STREAM =
            "select "
                    + COLUMNS
                    + " from {schema}.events where stream = ? and sequence >= ? order by sequence limit ?";
    private static final String READ_STREAM_PAGE =
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

    /**
     * The event at a token, and the next ones until they are many or large, but at least one. What
     * is large is not read by PostgreSQL before it is known to be wanted.
     */
    private static final String READ_FROM =
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

    /** Events at some positions, in the order of those, until they are large, but at least one. */
    private static final String READ_POSITIONS =
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
    private static final String READ_STREAMS_TO =
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
    private static final String READ_BY_STREAM =
            "select "
                    + COLUMNS
                    + """
                     from {schema}.events
                    where stream > ? collate "C" and stream < (? || chr(1114111)) collate "C" and position <= ?
                    order by stream, sequence
                    """;

    /** A reader that may stop early is served by an index, and not by sorting all there is. */
    private static final String IN_ORDER =
            "select set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)";

    private static final String ID_AT = "select event_id from {schema}.events where position = ?";
    private static final String HEAD = "select coalesce(max(position), 0) from {schema}.events";
    private static final String LAST =
            "select position, event_id from {schema}.events order by position desc limit 1";
    private static final String POSITION_AT = "select {schema}.position_at(?)";
    private static final String LAST_RECORDED =
            "select recorded_at from {schema}.events order by position desc limit 1";
    private static final String FIRST_RECORDED =
            "select recorded_at from {schema}.events order by position limit 1";
    private static final String SECRET = "select sealed from {schema}.secrets where secret_id = ?";
    private static final String OWNERS =
            "select c.key, c.owner from {schema}.claims c where c.scope = ? and c.key = any (?)";
    private static final String SNAPSHOT =
            "select kind, events, state from {schema}.snapshots where stream = ?";
    private static final String STORE_SNAPSHOT = "select {schema}.store_snapshot(?, ?, ?, ?)";
    private static final String FORGET = "select {schema}.forget_answers(make_interval(secs => ?))";
    private static final String WRITABLE =
            """
            select not pg_is_in_recovery()
                and current_setting('transaction_read_only') = 'off'
                and has_function_privilege('{schema}.append'::regproc, 'execute')
            """;

    /** From so many events on, more than one processor decodes them. */
    private static final int LARGE_PAGE = 200;

    /**
     * A page ends with the event that makes it so large. Decoded, and as what is made of it, a page
     * takes some ten times that.
     */
    static final int PAGE_BYTES = 4 << 20;

    /** Rows of a fetch, when a history of any length is folded. */
    private static final int FETCHED = 32;

    private final LogName name;
    private final JdbcClient sql;
    private final JdbcTemplate cursors;
    private final TransactionTemplate transaction;
    private final EventCodec codec;
    private final AppendQueue appends;

    public EventLog(LogName name, DataSource dataSource, EventCodec codec) {
        this.name = name;
        DataSource punctual = new PunctualDataSource(dataSource);
        this.sql = JdbcClient.create(punctual);
        this.cursors = new JdbcTemplate(punctual);
        this.cursors.setFetchSize(FETCHED);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(punctual));
        this.codec = codec;
        this.appends = new AppendQueue(name, sql);
    }

    public LogName name() {
        return name;
    }

    /**
     * Stores all of it, or nothing. Appends of many callers share a transaction and a round trip;
     * each has its own outcome.
     *
     * <p>If the connection breaks before the answer came, it is asked again with the same event
     * ids, under the append lock, and so the answer is what is true; when the request's deadline
     * has passed, or too many wait already, it is {@link LogUnavailable}.
     */
    public Outcome append(Append append) {
        return appends.append(orUnavailable(() -> new Encoded(append, codec)));
    }

    /**
     * Has a reader of this process told of the last position whenever this process has appended; it
     * must return at once.
     */
    public void onAppend(LongConsumer listener) {
        appends.onAppend(listener);
    }

    /** Stops appending; what waits is refused with {@link LogUnavailable}. */
    @Override
    public void close() {
        appends.close();
    }

    /** Whether a decision that appends nothing still stands, in one snapshot of the log. */
    public Outcome check(Check check) {
        List<StreamId> streams = List.copyOf(check.conditions().keySet());
        return read(
                CHECK,
                statement ->
                        statement
                                .params(
                                        texts(streams, StreamId::value),
                                        streams.stream()
                                                .mapToLong(s -> check.conditions().get(s))
                                                .toArray(),
                                        texts(check.claims(), Claim::storedScope),
                                        texts(check.claims(), Claim::key),
                                        texts(check.claims(), Claim::owner),
                                        texts(check.wanted(), w -> w.stream().value()),
                                        check.wanted().stream()
                                                .map(EventRef::sequence)
                                                .toArray(Long[]::new),
                                        check.answerKey())
                                .query((row, _) -> checked(row))
                                .single());
    }

    /** The events of one stream, from a sequence number on, oldest first. */
    public List<Recorded> readStream(StreamId stream, long fromSequence) {
        return readStream(stream, fromSequence, Integer.MAX_VALUE);
    }

    /** At most {@code limit} events of one stream, from a sequence number on, oldest first. */
    public List<Recorded> readStream(StreamId stream, long fromSequence, int limit) {
        return read(
                READ_STREAM,
                statement ->
                        statement
                                .params(stream.value(), fromSequence, limit)
                                .query((row, _) -> recorded(row))
                                .list());
    }

    /**
     * The same, but no more than fit a number of bytes as they are stored; the first one is there
     * in any case.
     */
    public StreamPage readStream(StreamId stream, long fromSequence, int limit, long bytes) {
        AtomicInteger found = new AtomicInteger();
        List<Recorded> events =
                read(
                        READ_STREAM_PAGE,
                        statement ->
                                statement
                                        .params(stream.value(), fromSequence, limit, bytes)
                                        .query((row, _) -> {
                                            found.set(row.getInt("size"));
                                            return recorded(row);
                                        })
                                        .list());
        return new StreamPage(events, found.get() < limit && found.get() == events.size());
    }

    /**
     * A page of a stream.
     *
     * @param last whether the stream ended with it when it was read
     */
    public record StreamPage(List<Recorded> events, boolean last) {
        public StreamPage {
            events = List.copyOf(events);
        }
    }

    /**
     * Hands over the events of some streams, and of all whose ids begin with one of the prefixes,
     * up to a position, oldest first. However many there are, few are in memory at once.
     */
    public void forEach(
            Collection<StreamId> streams,
            Collection<String> prefixes,
            long upTo,
            Consumer<Recorded> action) {
        cursor(
                READ_STREAMS_TO,
                events -> {
                    events.forEach(action);
                    return true;
                },
                texts(streams, StreamId::value),
                upTo,
                texts(prefixes, p -> p),
                upTo);
    }

    /** The same as a list, for streams that are known to be short. */
    public List<Recorded> readStreams(
            Collection<StreamId> streams, Collection<String> prefixes, long upTo) {
        List<Recorded> events = new ArrayList<>();
        forEach(streams, prefixes, upTo, events::add);
        return events;
    }

    /**
     * Lets a function read the events of all streams whose ids begin with a prefix, stream by
     * stream in the order of their ids, each oldest first. It may stop early, and what it does not
     * read is not fetched.
     *
     * @param after only streams whose ids are greater; the prefix itself for all of them
     * @param upTo only events up to this position
     */
    public <T extends @Nullable Object> T byStream(
            String prefix, String after, long upTo, Function<Iterator<Recorded>, T> reader) {
        return cursor(
                READ_BY_STREAM, events -> reader.apply(events.iterator()), after, prefix, upTo);
    }

    private <T extends @Nullable Object> T cursor(
            String statement, Function<Stream<Recorded>, T> reader, Object... parameters) {
        try {
            return orUnavailable(() ->
                    transaction.execute(_ -> {
                        if (statement.equals(READ_BY_STREAM)) {
                            cursors.execute(IN_ORDER);
                        }
                        try (Stream<Recorded> events =
                                cursors.queryForStream(
                                        inSchema(statement), (row, _) -> inTime(row), parameters)) {
                            return reader.apply(events);
                        }
                    }));
        } catch (TransactionException e) {
            throw new LogUnavailable(name.schema() + " does not answer", e);
        }
    }

    /** Fetching one part after the other, a fold could outlive its request. */
    private Recorded inTime(ResultSet row) throws SQLException {
        if (!Deadline.left().isPositive()) {
            throw new LogUnavailable(name.schema() + " takes too long", null);
        }
        return recorded(row);
    }

    /**
     * The next events after a token, oldest first: at most {@code limit}, and no more behind those
     * that make the page {@link #PAGE_BYTES} large; at least one, if there is one.
     *
     * @throws LogForked when the event at the token is not the one that was read there
     */
    public List<Recorded> readAfter(Token token, int limit) {
        List<Stored> page = storedAfter(token, limit);
        // Who is far behind has both processors decode, once the connection is given back.
        Stream<Stored> rows = page.size() < LARGE_PAGE ? page.stream() : page.parallelStream();
        return rows.map(this::recorded).toList();
    }

    /** The same as they are stored, for {@link #decoded}. */
    List<Stored> storedAfter(Token token, int limit) {
        boolean first = token.position() == 0;
        return after(
                token,
                read(
                        READ_FROM,
                        s ->
                                s.params(
                                                token.position(),
                                                first ? 1 : token.position(),
                                                first ? limit : limit + 1,
                                                PAGE_BYTES)
                                        .query((row, _) -> stored(row))
                                        .list()),
                Stored::id);
    }

    List<Recorded> decoded(List<Stored> page) {
        return page.stream().map(this::recorded).toList();
    }

    /**
     * The events at some positions, in the order of those: as many as fit a number of bytes as they
     * are stored, but at least one.
     *
     * @throws LogForked when one of them is not there
     */
    public List<Recorded> readPositions(List<Long> positions, long bytes) {
        long[] wanted = positions.stream().mapToLong(p -> p).toArray();
        List<Stored> found =
                wanted.length == 0
                        ? List.of()
                        : read(
                                READ_POSITIONS,
                                s -> s.params(wanted, bytes).query((row, _) -> stored(row)).list());
        for (int i = 0; i < Math.min(wanted.length, Math.max(1, found.size())); i++) {
            if (found.isEmpty() || found.get(i).position() != wanted[i]) {
                throw new LogForked(name.schema(), wanted[i]);
            }
        }
        Stream<Stored> rows = found.size() < LARGE_PAGE ? found.stream() : found.parallelStream();
        return rows.map(this::recorded).toList();
    }

    /** Whether a page ended because it had enough, and so there may be more behind it. */
    public static boolean isFull(List<Recorded> page, int limit) {
        return isFull(page.size(), page.stream().mapToLong(Recorded::bytes).sum(), limit);
    }

    static boolean isFull(int events, long bytes, int limit) {
        return events >= limit || bytes >= PAGE_BYTES;
    }

    /**
     * Which streams the next events after a token belong to, at most {@code limit}, oldest first.
     *
     * @throws LogForked when the event at the token is not the one that was read there
     */
    public List<Touched> touchedAfter(Token token, int limit) {
        boolean first = token.position() == 0;
        return after(
                token,
                read(
                        TOUCHED_FROM,
                        s ->
                                s.params(first ? 1 : token.position(), first ? limit : limit + 1)
                                        .query((row, _) ->
                                                new Touched(
                                                        row.getLong("position"),
                                                        row.getObject("event_id", UUID.class),
                                                        new StreamId(row.getString("stream"))))
                                        .list()),
                Touched::event);
    }

    /** What was found behind the event at a token, which must be found as well. */
    private <T> List<T> after(Token token, List<T> page, Function<T, UUID> id) {
        if (token.position() == 0) {
            return page;
        }
        if (page.isEmpty() || !id.apply(page.getFirst()).equals(token.event())) {
            throw new LogForked(name.schema(), token.position());
        }
        return page.subList(1, page.size());
    }

    /** The id of the event at a position; empty where there is none. */
    public Optional<UUID> idAt(long position) {
        return read(ID_AT, statement -> statement.param(position).query(UUID.class).optional());
    }

    /** The last position; 0 while the log is empty. */
    public long head() {
        return read(HEAD, statement -> statement.query(Long.class).single());
    }

    /** The last event; {@link Token#START} while the log is empty. */
    public Token last() {
        return read(
                        LAST,
                        statement ->
                                statement
                                        .query((row, _) ->
                                                new Token(
                                                        row.getLong("position"),
                                                        row.getObject("event_id", UUID.class)))
                                        .optional())
                .orElse(Token.START);
    }

    /** The last position recorded at an instant or before it; 0 when there is none. */
    public long positionAt(Instant instant) {
        return read(
                POSITION_AT,
                statement ->
                        statement
                                // The driver would round up, to an event that was not yet there.
                                .param(Timestamp.from(instant.truncatedTo(ChronoUnit.MICROS)))
                                .query(Long.class)
                                .single());
    }

    /** Whether appends would be taken right now, from this role. */
    public boolean isWritable() {
        return read(WRITABLE, statement -> statement.query(Boolean.class).single())
                && !orUnavailable(appends::isDiskFull);
    }

    /** When the last event was recorded. */
    public Optional<Instant> lastRecordedAt() {
        return recordedAt(LAST_RECORDED);
    }

    /** When the first event was recorded. */
    public Optional<Instant> firstRecordedAt() {
        return recordedAt(FIRST_RECORDED);
    }

    /** A secret that an event refers to, sealed. */
    public Optional<byte[]> secret(String id) {
        return read(SECRET, statement -> statement.param(id).query(byte[].class).optional());
    }

    /**
     * What the events of a stream came to when it was last stored.
     *
     * @param kinds of state that are taken, by their names
     */
    public Optional<Snapshot> snapshot(StreamId stream, Map<String, Class<?>> kinds) {
        return read(
                SNAPSHOT,
                statement ->
                        statement
                                .param(stream.value())
                                .query((row, _) -> snapshot(stream, row, kinds))
                                .optional());
    }

    /** Stores what the events of a stream came to, unless more is known of it already. */
    public void store(Snapshot snapshot) {
        byte[] state = orUnavailable(() -> codec.encodeState(snapshot.state()));
        read(
                STORE_SNAPSHOT,
                statement ->
                        statement
                                .params(
                                        snapshot.stream().value(),
                                        snapshot.kind(),
                                        snapshot.events(),
                                        state)
                                .query(Long.class)
                                .single());
    }

    private @Nullable Snapshot snapshot(StreamId stream, ResultSet row, Map<String, Class<?>> kinds)
            throws SQLException {
        String kind = row.getString("kind");
        Class<?> type = kinds.get(kind);
        return type == null
                ? null
                : new Snapshot(
                        stream,
                        kind,
                        row.getLong("events"),
                        codec.decodeState(row.getBytes("state"), type));
    }

    /** Who has these names, by their keys. The claims must be of one scope. */
    public Map<String, String> owners(List<Claim> claims) {
        if (claims.isEmpty()) {
            return Map.of();
        }
        Map<String, String> owners = new HashMap<>();
        read(
                OWNERS,
                statement ->
                        statement
                                .params(claims.getFirst().storedScope(), texts(claims, Claim::key))
                                .query((row, _) ->
                                        owners.put(row.getString("key"), row.getString("owner")))
                                .list());
        return owners;
    }

    /** Forgets stored answers that are older than the given time, at least 24 hours. */
    public long forgetAnswers(Duration olderThan) {
        return read(
                FORGET,
                statement -> statement.param(olderThan.toSeconds()).query(Long.class).single());
    }

    private Optional<Instant> recordedAt(String statement) {
        return read(statement, s -> s.query(Timestamp.class).optional().map(Timestamp::toInstant));
    }

    private <T> T read(String statement, Function<JdbcClient.StatementSpec, T> query) {
        return orUnavailable(() -> query.apply(sql.sql(inSchema(statement))));
    }

    private <T> T orUnavailable(Supplier<T> step) {
        try {
            return step.get();
        } catch (DataAccessException e) {
            throw LostConnection.unavailable(name, e);
        }
    }

    private String inSchema(String statement) {
        return statement.replace("{schema}", name.schema());
    }

    private static Outcome checked(ResultSet row) throws SQLException {
        String conflict = row.getString("conflict");
        if (row.getBytes("answer") != null) {
            return new Outcome.Answered(
                    row.getBytes("body"),
                    row.getBytes("answer"),
                    row.getObject("answer_position", Long.class));
        }
        if (conflict != null) {
            return new Outcome.Conflict(new StreamId(conflict));
        }
        String taken = row.getString("taken");
        if (taken != null) {
            return new Outcome.Taken(taken);
        }
        return new Outcome.Unchanged(row.getObject("last_position", Long.class));
    }

    private Recorded recorded(ResultSet row) throws SQLException {
        return recorded(stored(row));
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong("position"),
                row.getObject("event_id", UUID.class),
                row.getString("stream"),
                row.getLong("sequence"),
                row.getString("type"),
                row.getInt("revision"),
                row.getBytes("payload"),
                row.getBytes("metadata"),
                row.getTimestamp("recorded_at").toInstant());
    }

    private Recorded recorded(Stored row) {
        return new Recorded(
                row.position(),
                row.id(),
                new StreamId(row.stream()),
                row.sequence(),
                codec.decode(row.type(), row.revision(), row.payload()),
                codec.decodeMetadata(row.metadata()),
                row.recordedAt(),
                row.bytes());
    }

    private static <T> String[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }

    /** An event as its row has it, not yet decoded. */
    record Stored(
            long position,
            UUID id,
            String stream,
            long sequence,
            String type,
            int revision,
            byte[] payload,
            byte[] metadata,
            Instant recordedAt) {
        int bytes() {
            return payload.length + metadata.length;
        }
    }
}
