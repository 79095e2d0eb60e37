package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.AppendBatch.Encoded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One log: appends are all or nothing, positions are dense and in commit order.
 *
 * <p>It is all that other modules know of the log, and says what they can rely on; each part of it
 * does one thing. Every method throws {@link LogUnavailable} when PostgreSQL does not answer in
 * time.
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
        this.dataSource = dataSource;
        this.sql = new LogSql(name, dataSource);
        this.codec = codec;
        this.writability = new Writability(sql);
        this.appends = new AppendQueue(sql, writability);
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
     * Stores all of it, or nothing. Appends of many callers share a transaction and a round trip;
     * each has its own outcome.
     *
     * <p>If the connection breaks before the answer came, it is asked again with the same event
     * ids, under the append lock, and so the answer is what is true; when the request's deadline
     * has passed, or too many wait already, it is {@link LogUnavailable}.
     */
    public Outcome append(Append append) {
        return appends.append(sql.orUnavailable(() -> new Encoded(append, codec)));
    }

    /**
     * Has a reader of this process told of the last position whenever this process has appended; it
     * must return at once.
     */
    public void onAppend(LongConsumer listener) {
        appends.onAppend(listener);
    }

    /**
     * Has a cache of what was read from this log evicted when PostgreSQL has restarted, as after a
     * restore or a failover, which may have lost events.
     */
    public void onRestart(Runnable evict) {
        RestartAwareDataSource.onRestart(dataSource, evict);
    }

    /** Stops appending; what waits is refused with {@link LogUnavailable}. */
    @Override
    public void close() {
        appends.close();
    }

    /** Whether appends would be taken right now, from this role. */
    public boolean isWritable() {
        return writability.isWritable();
    }

    /** Whether a decision that appends nothing still stands, in one snapshot of the log. */
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
     * The same, but no more than fit a number of bytes as they are stored; the first one is there
     * in any case.
     */
    public StreamPage readStream(StreamId stream, long fromSequence, int limit, long bytes) {
        return streams.page(stream, fromSequence, limit, bytes);
    }

    /**
     * A page of a stream.
     *
     * @param last whether the stream ended with it when it was read
     */
    public record StreamPage(List<StoredEvent> events, boolean last) {
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
     * Lets a function read the events of all streams whose ids begin with a prefix, stream by
     * stream in the order of their ids, each oldest first. It may stop early, and what it does not
     * read is not fetched.
     *
     * @param after only streams whose ids are greater; the prefix itself for all of them
     * @param upTo only events up to this position
     */
    public <T extends @Nullable Object> T byStream(
            String prefix, String after, long upTo, Function<Iterator<StoredEvent>, T> reader) {
        return streams.byStream(prefix, after, upTo, reader);
    }

    /**
     * The next events after a checkpoint, oldest first: at most {@code limit}, and no more behind
     * those that make the page {@link PageReads#PAGE_BYTES} large; at least one, if there is one.
     *
     * @throws LogForked when the event at the checkpoint is not the one that was read there
     */
    public List<StoredEvent> readAfter(Checkpoint checkpoint, int limit) {
        return pages.after(checkpoint, limit);
    }

    /**
     * The events at some positions, in the order of those: as many as fit a number of bytes as they
     * are stored, but at least one.
     *
     * @throws LogForked when one of them is not there
     */
    public List<StoredEvent> readPositions(List<Long> positions, long bytes) {
        return pages.at(positions, bytes);
    }

    /** Whether a page ended because it had enough, and so there may be more behind it. */
    public static boolean isFull(List<StoredEvent> page, int limit) {
        return PageReads.isFull(
                page.size(), page.stream().mapToLong(StoredEvent::bytes).sum(), limit);
    }

    /** For {@link ReadAhead}. */
    PageReads pages() {
        return pages;
    }

    /**
     * Which streams the next events after a checkpoint belong to, at most {@code limit}, oldest
     * first.
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

    /** Who has these names, by their keys. The claims must be of one scope. */
    public Map<String, String> owners(List<Claim> claims) {
        return sideTables.owners(claims);
    }

    /** Forgets stored answers that are older than the given time, at least 24 hours. */
    public long forgetAnswers(Duration olderThan) {
        return sideTables.forgetAnswers(olderThan);
    }

    /**
     * What the events of a stream came to when it was last stored.
     *
     * @param kinds of state that are taken, by their names
     */
    public Optional<Snapshot> snapshot(StreamId stream, Map<String, Class<?>> kinds) {
        return snapshots.find(stream, kinds);
    }

    /** Stores what the events of a stream came to, unless more is known of it already. */
    public void store(Snapshot snapshot) {
        snapshots.store(snapshot);
    }
}
