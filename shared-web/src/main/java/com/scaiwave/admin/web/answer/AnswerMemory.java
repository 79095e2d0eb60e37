package com.scaiwave.admin.web.answer;

import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.web.limits.Bulkhead;
import com.scaiwave.admin.web.limits.Bulkhead.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request's lease on the memory that a process allows for large answers. The lease lasts from
 * before the answer is built until its last byte is written. A slow client can hold it for long, so
 * each owner has a limited share.
 */
public final class AnswerMemory implements AutoCloseable {
    /** An answer of at most this many bytes needs no lease. */
    private static final int SMALL = 64 << 10;

    /** How long an answer waits for its lease if its size was known only after it was built. */
    private static final Duration MADE_PATIENCE = Duration.ofSeconds(2);

    /**
     * The bytes of all large answers together: 1/32 of the heap, at least 16 MiB. Building an
     * answer takes about six times its size.
     */
    private static final long TOTAL = Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 32);

    private final Bulkhead all;
    private final String owner;
    private @Nullable Lease lease;
    private long reserved;

    public AnswerMemory(Bulkhead all, String owner) {
        this.all = all;
        this.owner = owner;
    }

    /** The limit of a process; one owner may use three eighths of it. */
    public static Bulkhead ofProcess() {
        return new Bulkhead("large answers", TOTAL, TOTAL * 3 / 8);
    }

    /** A limit of its own, for calls that don't come from a client. */
    public static AnswerMemory alone() {
        return new AnswerMemory(ofProcess(), "");
    }

    /**
     * Reserves memory for an answer that is about to be built.
     *
     * @param bytes the answer's largest or likely size
     * @param patience how long to wait for free memory
     */
    public void reserve(long bytes, Duration patience) {
        lease = all.take(owner, bytes, patience);
        reserved = bytes;
    }

    /** Adjusts the lease to the size of the answer that was built. */
    void made(int bytes) {
        if (lease != null && bytes <= reserved) {
            lease.shrinkTo(bytes);
        } else if (bytes > SMALL) {
            // The lease is released first: requests that each held a part would wait for each
            // other.
            close();
            Duration left = Deadline.left();
            reserve(bytes, left.compareTo(MADE_PATIENCE) < 0 ? left : MADE_PATIENCE);
        }
    }

    @Override
    public void close() {
        if (lease != null) {
            lease.close();
            lease = null;
        }
    }
}
