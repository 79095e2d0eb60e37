package com.scaiwave.admin.web.answer;

import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.web.limits.Bulkhead;
import com.scaiwave.admin.web.limits.Bulkhead.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one request holds of the memory that a process has for answers, from before a large answer
 * is made until its last byte is written. A client that reads slowly holds it for long; so each
 * owner has a share, and the answers of the others are made as before.
 */
public final class AnswerMemory implements AutoCloseable {
    /** Smaller answers don't count. */
    private static final int SMALL = 64 << 10;

    /** How long an answer waits that was made before its size was known. */
    private static final Duration MADE_PATIENCE = Duration.ofSeconds(2);

    /**
     * Answers of all requests together: a thirty-second of the heap. While they are made, they take
     * some six times that.
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

    /** The memory of a process; one owner has three eighths of it. */
    public static Bulkhead ofProcess() {
        return new Bulkhead("large answers", TOTAL, TOTAL * 3 / 8);
    }

    /** Memory that no other request shares, for calls that come from no client. */
    public static AnswerMemory alone() {
        return new AnswerMemory(ofProcess(), "");
    }

    /**
     * Reserves memory for an answer that is about to be made.
     *
     * @param bytes how large it may get, or is likely to
     * @param patience how long to wait for it
     */
    public void reserve(long bytes, Duration patience) {
        lease = all.take(owner, bytes, patience);
        reserved = bytes;
    }

    /** Notes how large the answer is, and reserves what is missing for it. */
    void made(int bytes) {
        if (lease != null && bytes <= reserved) {
            lease.shrinkTo(bytes);
        } else if (bytes > SMALL) {
            // What is held is given back first: many that hold a part would wait for each other.
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
