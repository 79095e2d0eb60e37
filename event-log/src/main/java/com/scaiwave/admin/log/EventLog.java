package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.deadline.RestartAwareDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One log: appends are all or nothing, positions are dense and in commit order.
 *
 * <p>It is the log's interface for other modules and states what they can rely on. Every method
 * throws {@link LogUnavailable} if PostgreSQL does not answer in time.
 */
public final class EventLog implements AutoCloseable {
    private final DataSource dataSource;
    private final LogSql sql;
    private final EventCodec codec;
    private final Writability writability;
    private final AppendQueue appends;
    private final DecisionCheck checks;
    private final StreamReads streams;
    private final PageReads pages;
    private final PositionLookup positions;
    private final SideTables sideTables;
    private final SnapshotTable snapshots;

    public EventLog(LogName name, DataSource dataSource, EventCodec codec) {
        this(name, dataSource, codec, AppendQueue.CAPACITY_BYTES);
    }

    /** A log with less memory for waiting appends, so that a test can fill it. */
    EventLog(LogName name, DataSource dataSource, EventCodec codec, long waitingBytes) {
        this.dataSource = dataSource;
        this.sql = new LogSql(name, dataSource);
        this.codec = codec;
        this.writability = new Writability(sql);
        this.appends = new AppendQueue(sql, writability, waitingBytes);
        this.checks = new DecisionCheck(sql);
        this.streams = new StreamReads(sql, codec);
        this.pages = new PageReads(sql, codec);
        this.positions = new PositionLookup(sql);
        this.sideTables = new SideTables(sql);
        this.snapshots = new SnapshotTable(sql, codec);
    }

    public LogName name() {
        return sql.log();
    }

    /**
     * Stores an append as a whole or not at all. Appends of many callers share a transaction and a
     * round trip; each has its own outcome.
     *
     * <p>If the connection breaks before the answer arrives, the append is retried with the same
     * event ids, under the append lock: it is stored once, and the outcome is the true one. If the
     * request's deadline passes, {@link LogUnavailable} is thrown and the append may have been
     * stored; if too many appends wait already, it is thrown and nothing is stored.
     */
    public Outcome append(Append append) {
        return appends.append(sql.orUnavailable(() -> new WaitingAppend(append, codec)));
    }

    /**
     * Calls a listener with the log's last position whenever this process has appended; it must
     * return at once.
     */
    public void onAppend(LongConsumer listener) {
        appends.onAppend(listener);
    }

    /**
     * Calls {@code evict} when PostgreSQL has restarted, because a restore or a failover may have
     * lost events that a cache holds.
     */
    public void onRestart(Runnable evict) {
        RestartAwareDataSource.onRestart(dataSource, evict);
    }

    /** Stops appending; appends that wait fail with {@link LogUnavailable}. */
    @Override
    public void close() {
        appends.close();
    }

    /** Whether appends would be accepted right now, from this database role. */
    public boolean isWritable() {
        return writability.isWritable();
    }

    /** Checks, in one snapshot of the log, whether a decision that appends nothing still holds. */
    public Outcome check(Check check) {
        return checks.outcome(check);
    }

    /** The events of one stream, from a sequence number on, oldest first. */
    public List<StoredEvent> readStream(StreamId stream, long fromSequence) {
        return streams.stream(stream, fromSequence, Integer.MAX_VALUE);
    }

    /** At most {@code limit} events of one stream, from a sequence number on, oldest first. */
    public List<StoredEvent> readStream(StreamId stream, long fromSequence, int limit) {
        return streams.stream(stream, fromSequence, limit);
    }

    /**
     * The same, but the page ends with the event at which the stored payloads reach a number of
     * bytes.
     */
    public StreamPage readStream(StreamId stream, long fromSequence, int limit, long bytes) {
        return streams.page(stream, fromSequence, limit, bytes);
    }

    /**
     * A page of a stream.
     *
     * @param last true if the stream ended with this page when it was read; false if it may go on
     */
    public record StreamPage(List<StoredEvent> events, boolean last) {
        public StreamPage {
            events = List.copyOf(events);
        }
    }

    /**
     * Runs an action for each event up to a position, oldest first, of the given streams and of all
     * streams whose ids begin with one of the prefixes. Few events are in memory at once, however
     * many there are.
     */
    public void forEach(
            Collection<StreamId> streams,
            Collection<String> prefixes,
            long upTo,
            Consumer<StoredEvent> action) {
        this.streams.byPosition(streams, prefixes, upTo, action);
    }

    /** The same as a list, for streams that are known to be short. */
    public List<StoredEvent> readStreams(
            Collection<StreamId> streams, Collection<String> prefixes, long upTo) {
        List<StoredEvent> events = new ArrayList<>();
        forEach(streams, prefixes, upTo, events::add);
        return events;
    }

    /**
     * Lets a function read the events of all streams whose ids begin with a prefix: the streams in
     * the order of their ids, the events of each oldest first. The function may stop early; the
     * rest is then not fetched, beyond a few events.
     *
     * @param after only streams with greater ids are read; pass the prefix itself to read all of
     *     them
     * @param upTo only events up to this position
     */
    public <T extends @Nullable Object> T byStream(
            String prefix, String after, long upTo, Function<Iterator<StoredEvent>, T> reader) {
        return streams.byStream(prefix, after, upTo, reader);
    }

    /**
     * The next events after a checkpoint, oldest first: at most {@code limit}, and none after the
     * event that makes the page {@link PageReads#PAGE_BYTES} large; at least one, if there is one.
     *
     * @throws LogForked when the event at the checkpoint is not the one that was read there
     */
    public List<StoredEvent> readAfter(Checkpoint checkpoint, int limit) {
        return pages.after(checkpoint, limit);
    }

    /**
     * The rows after a position, oldest first, as they are stored: with the same limits as {@link
     * #readAfter}, but neither decoded nor checked, and with positions below 1.
     */
    public List<EventRow> rowsAfter(long position, int limit) {
        return pages.rowsAfter(position, limit);
    }

    /** Decodes a row; throws what the codec throws if it can't be an event of this version. */
    public StoredEvent decode(EventRow row) {
        return row.decoded(codec);
    }

    /**
     * The events at the given positions, in that order: as many as fit a number of bytes, by their
     * stored size, but at least one.
     *
     * @throws LogForked if the log has no event at one of these positions
     */
    public List<StoredEvent> readPositions(List<Long> positions, long bytes) {
        return pages.at(positions, bytes);
    }

    /** Whether a page reached one of its limits, so that more events may follow. */
    public static boolean isFull(List<StoredEvent> page, int limit) {
        return PageReads.isFull(
                page.size(), page.stream().mapToLong(StoredEvent::bytes).sum(), limit);
    }

    /** For {@link ReadAhead}. */
    PageReads pages() {
        return pages;
    }

    /**
     * The streams of the next events after a checkpoint, oldest first, for at most {@code limit}
     * events.
     *
     * @throws LogForked when the event at the checkpoint is not the one that was read there
     */
    public List<Touched> touchedAfter(Checkpoint checkpoint, int limit) {
        return pages.touchedAfter(checkpoint, limit);
    }

    /** The id of the event at a position; empty where there is none. */
    public Optional<UUID> idAt(long position) {
        return positions.idAt(position);
    }

    /** The position of an event; empty if the log has no event with this id. */
    public OptionalLong positionOf(UUID event) {
        return positions.of(event);
    }

    /** The last position; 0 while the log is empty. */
    public long head() {
        return positions.head();
    }

    /** The last event; {@link Checkpoint#START} while the log is empty. */
    public Checkpoint last() {
        return positions.last();
    }

    /** The last position recorded at an instant or before it; 0 when there is none. */
    public long positionAt(Instant instant) {
        return positions.at(instant);
    }

    /** When the first event was recorded. */
    public Optional<Instant> firstRecordedAt() {
        return positions.firstRecordedAt();
    }

    /** When the last event was recorded. */
    public Optional<Instant> lastRecordedAt() {
        return positions.lastRecordedAt();
    }

    /** A secret that an event refers to, sealed. */
    public Optional<byte[]> secret(String id) {
        return sideTables.secret(id);
    }

    /**
     * The owners of those names that are taken, by their keys. The claims must be of one namespace.
     */
    public Map<String, String> owners(List<Claim> claims) {
        return sideTables.owners(claims);
    }

    /** Deletes stored answers older than the given time, but none younger than 24 hours. */
    public long forgetAnswers(Duration olderThan) {
        return sideTables.forgetAnswers(olderThan);
    }

    /**
     * The stored snapshot of a stream, if its kind is one of those given.
     *
     * @param kinds the classes of the accepted kinds of state, by their names
     */
    public Optional<Snapshot> snapshot(StreamId stream, Map<String, Class<?>> kinds) {
        return snapshots.find(stream, kinds);
    }

    /** Stores a snapshot, unless a newer one of the same kind is stored already. */
    public void store(Snapshot snapshot) {
        snapshots.store(snapshot);
    }
}
