package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.AppendBatch.Encoded;
import com.scaiwave.admin.log.Check.EventRef;
import com.scaiwave.admin.log.deadline.PunctualDataSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

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
    private static final String READ_FROM =
            "select "
                    + COLUMNS
                    + " from {schema}.events where position >= ? order by position limit ?";
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
                and has_function_privilege('{schema}.append'::regproc, 'execute')
            """;

    /** From so many events on, more than one processor decodes them. */
    private static final int LARGE_PAGE = 200;

    private final LogName name;
    private final JdbcClient sql;
    private final EventCodec codec;
    private final AppendQueue appends;

    public EventLog(LogName name, DataSource dataSource, EventCodec codec) {
        this.name = name;
        this.sql = JdbcClient.create(new PunctualDataSource(dataSource));
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
     * The events of some streams, and of all whose ids begin with one of the prefixes, up to a
     * position, oldest first.
     */
    public List<Recorded> readStreams(
            Collection<StreamId> streams, Collection<String> prefixes, long upTo) {
        return read(
                READ_STREAMS_TO,
                statement ->
                        statement
                                .params(
                                        texts(streams, StreamId::value),
                                        upTo,
                                        texts(prefixes, p -> p),
                                        upTo)
                                .query((row, _) -> recorded(row))
                                .list());
    }

    /**
     * The next events after a token, at most {@code limit}, oldest first.
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
        return readAfter(token, limit, READ_FROM, (row, _) -> stored(row), Stored::id);
    }

    List<Recorded> decoded(List<Stored> page) {
        return page.stream().map(this::recorded).toList();
    }

    /**
     * Which streams the next events after a token belong to, at most {@code limit}, oldest first.
     *
     * @throws LogForked when the event at the token is not the one that was read there
     */
    public List<Touched> touchedAfter(Token token, int limit) {
        return readAfter(
                token,
                limit,
                TOUCHED_FROM,
                (row, _) ->
                        new Touched(
                                row.getLong("position"),
                                row.getObject("event_id", UUID.class),
                                new StreamId(row.getString("stream"))),
                Touched::event);
    }

    private <T> List<T> readAfter(
            Token token, int limit, String statement, RowMapper<T> mapper, Function<T, UUID> id) {
        boolean first = token.position() == 0;
        List<T> page =
                read(
                        statement,
                        s ->
                                s.params(first ? 1 : token.position(), first ? limit : limit + 1)
                                        .query(mapper)
                                        .list());
        if (first) {
            return page;
        }
        if (page.isEmpty() || !id.apply(page.getFirst()).equals(token.event())) {
            throw new LogForked(name.schema(), token.position());
        }
        return page.subList(1, page.size());
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
        return read(WRITABLE, statement -> statement.query(Boolean.class).single());
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
                row.recordedAt());
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
            Instant recordedAt) {}
}
