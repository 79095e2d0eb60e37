package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogUnavailable;
import com.scaiwave.admin.log.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * What long streams came to, stored beside the log, so that a process that has just started reads
 * their last events only. One that is missing or of another revision costs reading the stream.
 */
final class Snapshots {
    /** After this many events of a stream it is stored again. */
    static final int EVERY = 100;

    private static final int WAITING = 64;
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final EventLog log;
    private final Map<String, Class<?>> kinds = new ConcurrentHashMap<>();

    /** One at a time, as commands come first; what finds the queue full is due again soon. */
    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING),
                    Thread.ofVirtual().name("snapshots").factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    Snapshots(EventLog log) {
        this.log = log;
    }

    /** Reads those of a kind of state from now on. */
    void take(AggregateState example) {
        kinds.put(kind(example), example.getClass());
    }

    /** What is stored of a stream. */
    Optional<Snapshot> find(StreamId stream) {
        try {
            return log.snapshot(stream, kinds);
        } catch (JacksonException e) {
            // It is only a short cut, and the next one takes its place.
            LOG.atWarn().addKeyValue("stream", stream.value()).log("unreadable snapshot");
            return Optional.empty();
        }
    }

    /** Stores what a stream has come to, while the caller goes on. */
    void store(StreamId stream, long events, AggregateState state) {
        Snapshot snapshot = new Snapshot(stream, kind(state), events, state);
        writer.execute(() -> store(snapshot));
    }

    private void store(Snapshot snapshot) {
        try {
            log.store(snapshot);
        } catch (LogUnavailable e) {
            LOG.atDebug().log("a snapshot was not stored");
        }
    }

    private static String kind(AggregateState state) {
        return state.getClass().getName() + "/" + state.revision();
    }
}
