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
 * The states of long streams, stored beside the log, so that a process that has just started reads
 * only their last events. If a snapshot is missing or of another revision, the whole stream is
 * read.
 */
final class Snapshots {
    /** After this many events of a stream it is stored again. */
    static final int EVERY = 100;

    private static final int WAITING = 64;
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final EventLog log;
    private final Map<String, Class<?>> kinds = new ConcurrentHashMap<>();

    /**
     * One snapshot is written at a time, since commands come first. One that finds the queue full
     * is dropped; the stream's next one is due soon.
     */
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

    /** Stores the state of a stream in the background. */
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
