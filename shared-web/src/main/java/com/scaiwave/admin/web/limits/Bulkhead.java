package com.scaiwave.admin.web.limits;

import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A limit on what is in use at once, in all and by each owner, so that one owner can't take the
 * share of the others. The amounts are in any unit: bytes, queries, streams. A caller waits for a
 * bounded time. Callers that wait are not served in the order of arrival.
 */
public final class Bulkhead {
    private final String name;
    private final long total;
    private final long each;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private final Map<String, Long> used = new HashMap<>();
    private long inUse;

    /**
     * An empty bulkhead.
     *
     * @param name what is limited, for the message of a refusal
     * @param total how much all owners together may use at once
     * @param each how much one owner may use at once
     */
    public Bulkhead(String name, long total, long each) {
        if (each < 1 || total < each) {
            throw new IllegalArgumentException("a bulkhead needs 1 <= each <= total");
        }
        this.name = name;
        this.total = total;
        this.each = each;
    }

    /**
     * Takes a part until the lease is closed. A part that is larger than what one owner may use is
     * granted when the owner uses nothing else, and counts as all that it may use.
     *
     * @param patience how long to wait for the part
     * @throws Refusal 429 if the owner's share is in use, 503 if the total is
     */
    public Lease take(String owner, long amount, Duration patience) {
        long part = Math.min(amount, each);
        long nanos = patience.toNanos();
        lock.lock();
        try {
            while (!fits(owner, part)) {
                if (nanos <= 0) {
                    throw refusal(owner, part);
                }
                nanos = released.awaitNanos(nanos);
            }
            used.merge(owner, part, Long::sum);
            inUse += part;
            return new Lease(owner, part);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal.Later(ErrorCode.SW_UNAVAILABLE, "The server is going down.", 1);
        } finally {
            lock.unlock();
        }
    }

    /** How much is in use. */
    public long inUse() {
        lock.lock();
        try {
            return inUse;
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(String owner, long part) {
        return inUse + part <= total && used.getOrDefault(owner, 0L) + part <= each;
    }

    private Refusal refusal(String owner, long part) {
        return used.getOrDefault(owner, 0L) + part > each
                ? new Refusal.Later(
                        ErrorCode.SW_RATE_LIMIT_EXCEEDED, "Too many at once: " + name + ".", 1)
                : new Refusal.Later(
                        ErrorCode.SW_UNAVAILABLE, "The server is busy: " + name + ".", 1);
    }

    /** A part that is in use until it is closed; closing it again does nothing. */
    public final class Lease implements AutoCloseable {
        private final String owner;
        private long part;

        private Lease(String owner, long part) {
            this.owner = owner;
            this.part = part;
        }

        /** Gives back all but an amount; an amount that is not smaller changes nothing. */
        public void shrinkTo(long amount) {
            lock.lock();
            try {
                if (amount < part) {
                    release(part - amount);
                    part = amount;
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            shrinkTo(0);
        }

        private void release(long amount) {
            inUse -= amount;
            used.computeIfPresent(owner, (_, now) -> now > amount ? now - amount : null);
            released.signalAll();
        }
    }
}
