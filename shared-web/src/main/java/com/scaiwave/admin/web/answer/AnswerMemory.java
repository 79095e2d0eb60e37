package com.scaiwave.admin.web.answer;

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
    private static final Duration MADE_PATIENCE = Duration.ofMillis(500);

    /**
     * Answers of all requests together: a thirty-second of the heap. While they are made, they take
     * some six times that.
     */
    private static final long TOTAL = Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 32);

    private final Bulkhead all;
    private final String owner;
    private @Nullable Lease lease;

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
     * @param bytes how large it may get
     * @param patience how long to wait for it
     */
    public void reserve(long bytes, Duration patience) {
        if (lease == null) {
            lease = all.take(owner, bytes, patience);
        }
    }

    /** Notes how large the answer is, and reserves for one that was not reserved for. */
    void made(int bytes) {
        if (lease != null) {
            lease.shrinkTo(bytes);
        } else if (bytes > SMALL) {
            reserve(bytes, MADE_PATIENCE);
        }
    }

    @Override
    public void close() {
        if (lease != null) {
            lease.close();
        }
    }
}
