package com.scaiwave.admin.query.read;

import com.scaiwave.admin.log.EventLog;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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

    /** A head that is at least as new as the call. */
    long now() {
        lock.lock();
        try {
            long wanted = begun + 1;
            while (running && succeeded < wanted) {
                finished.awaitUninterruptibly();
            }
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
