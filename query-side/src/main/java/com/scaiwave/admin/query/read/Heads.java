package com.scaiwave.admin.query.read;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogUnavailable;
import com.scaiwave.admin.log.deadline.Deadline;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The head of a log as of now, asked once for all who ask at the same time: whoever comes while a
 * look-up runs shares the next one, since that begins after it came.
 */
final class Heads {
    private final EventLog log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition finished = lock.newCondition();
    private boolean running;
    private long begun;
    private long succeeded;
    private long head;

    Heads(EventLog log) {
        this.log = log;
    }

    /**
     * A head that is at least as new as the call.
     *
     * @throws LogUnavailable when the log does not answer in time
     */
    long now() {
        lock.lock();
        try {
            long wanted = begun + 1;
            await(wanted);
            if (succeeded >= wanted) {
                return head;
            }
            running = true;
            begun++;
        } finally {
            lock.unlock();
        }
        return lookUp();
    }

    /** Returns with the lock, when nobody looks up or somebody has since. */
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

    /** Looks up, and lets those who wait go on; if it fails, one of them looks up for itself. */
    private long lookUp() {
        long found = -1;
        try {
            found = log.head();
            return found;
        } finally {
            lock.lock();
            try {
                running = false;
                if (found >= 0) {
                    head = Math.max(head, found);
                    succeeded = begun;
                }
                finished.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
