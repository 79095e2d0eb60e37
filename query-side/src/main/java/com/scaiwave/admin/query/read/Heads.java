package com.scaiwave.admin.query.read;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogForked;
import com.scaiwave.admin.log.LogUnavailable;
import com.scaiwave.admin.log.Touched;
import com.scaiwave.admin.log.deadline.Deadline;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current head of a log, looked up once for all concurrent callers. Callers that arrive while a
 * look-up runs share the next one, because that starts after they arrived. Each look-up also reads
 * which streams have changed since the last one, and so shows which have not.
 */
final class Heads {
    /** From this many new events on, they are not read one by one. */
    private static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Heads.class);

    private final EventLog log;
    private final AtomicInteger history = new AtomicInteger();
    private final Changes changes = new Changes();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition finished = lock.newCondition();
    private boolean running;
    private long begun;
    private long succeeded;
    private @Nullable Checkpoint head;

    Heads(EventLog log) {
        this.log = log;
    }

    /**
     * A head that is at least as new as the call.
     *
     * @throws LogUnavailable when the log does not answer in time
     */
    Checkpoint now() {
        lock.lock();
        try {
            long wanted = begun + 1;
            await(wanted);
            if (head != null && succeeded >= wanted) {
                return head;
            }
            running = true;
            begun++;
        } finally {
            lock.unlock();
        }
        return lookUp();
    }

    /**
     * A number that changes when the log proves to be replaced; earlier reads of it are then void.
     */
    int history() {
        return history.get();
    }

    /**
     * Whether it is certain that no event of a tenant was recorded after a position, up to the last
     * head that was found.
     */
    boolean isQuiet(TenantId tenant, long since) {
        return changes.isQuiet(tenant, since);
    }

    /**
     * Whether it is certain that none of the streams has changed after a position, up to the last
     * head that was found.
     */
    boolean isUnchanged(Collection<StreamId> streams, long since) {
        return changes.isUnchanged(streams, since);
    }

    /** Waits, under the lock, until no look-up runs or the wanted one has succeeded. */
    private void await(long wanted) {
        long left = Deadline.left().toNanos();
        try {
            while (running && succeeded < wanted) {
                if (left <= 0) {
                    throw unavailable(null);
                }
                left = finished.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private LogUnavailable unavailable(@Nullable Throwable cause) {
        return new LogUnavailable(log.name().schema() + " does not answer", cause);
    }

    /** Looks up the head and wakes the waiting callers; if it fails, one of them looks up next. */
    private Checkpoint lookUp() {
        Checkpoint found = null;
        try {
            found = next(head);
            return found;
        } finally {
            lock.lock();
            try {
                running = false;
                if (found != null) {
                    head = found;
                    succeeded = begun;
                }
                finished.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** The head now, given the head found last. */
    private Checkpoint next(@Nullable Checkpoint before) {
        if (before != null) {
            try {
                List<Touched> events = log.touchedAfter(before, MOST);
                if (events.size() < MOST) {
                    changes.add(events);
                    return events.isEmpty() ? before : checkpointOf(events.getLast());
                }
            } catch (LogForked e) {
                // Everything that was read of the lost history is void from here on.
                history.incrementAndGet();
                LOG.atError()
                        .addKeyValue("log", log.name())
                        .addKeyValue("position", before.position())
                        .log("the log was replaced by one that lost events");
            }
        }
        Checkpoint last = log.last();
        changes.reset(last.position());
        return last;
    }

    private static Checkpoint checkpointOf(Touched event) {
        return new Checkpoint(event.position(), event.event());
    }
}
