package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.LogName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far the projections have come, as this process last saw it. It tells when a look at the
 * tables is worthwhile; only the tables are authoritative.
 */
public final class Progress {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<Place, Long> positions = new HashMap<>();
    private long moves;

    void reached(LogName log, Map<String, Long> reached) {
        lock.lock();
        try {
            boolean changed = false;
            for (Map.Entry<String, Long> one : reached.entrySet()) {
                Place place = new Place(one.getKey(), log);
                changed |= !one.getValue().equals(positions.put(place, one.getValue()));
            }
            if (changed) {
                moves++;
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a projection seems to have reached a position, at most for the given time.
     *
     * @return whether it seems to have reached it
     */
    public boolean await(String projection, LogName log, long position, Duration most)
            throws InterruptedException {
        long nanos = most.toNanos();
        lock.lock();
        try {
            while (nanos > 0 && position(projection, log) < position) {
                nanos = moved.awaitNanos(nanos);
            }
            return position(projection, log) >= position;
        } finally {
            lock.unlock();
        }
    }

    /** The number of moves so far; must be read before the tables are, for {@link #awaitMove}. */
    public long moves() {
        lock.lock();
        try {
            return moves;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a projection has moved since, at most for the given time. */
    public void awaitMove(long since, Duration most) throws InterruptedException {
        long nanos = most.toNanos();
        lock.lock();
        try {
            while (nanos > 0 && moves == since) {
                nanos = moved.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private long position(String projection, LogName log) {
        return positions.getOrDefault(new Place(projection, log), -1L);
    }

    private record Place(String projection, LogName log) {}
}
