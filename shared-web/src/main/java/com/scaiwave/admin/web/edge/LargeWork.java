package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.web.caller.Caller;
import com.scaiwave.admin.web.document.Operation;
import com.scaiwave.admin.web.document.Operation.Access;
import com.scaiwave.admin.web.limits.Bulkhead;
import com.scaiwave.admin.web.limits.Bulkhead.Lease;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How many large bodies are worked on at once. From when it is parsed until it is answered a body
 * takes some fifteen times its size. What comes of it (an event, rows, views) takes time as well,
 * after the answer and in other processes: so each keeps its place for twice as long again as it
 * took, and one tenant's large writes leave time to the others, the more the busier all are.
 */
final class LargeWork {
    private static final long TOTAL = 16L << 20;

    /** Two of the largest bodies that administrators send, and some smaller ones. */
    private static final long EACH = 640L << 10;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int PAUSES = 2;
    private static final long MOST_NANOS = Duration.ofSeconds(2).toNanos();

    private final Bulkhead places = new Bulkhead("large bodies", TOTAL, EACH);

    /** What services tell is many small events; half of it may be one service's. */
    private final Bulkhead batches = new Bulkhead("large batches", TOTAL, TOTAL / 2);

    /** Waits for a place of the caller's tenant, or of a caller that acts on many. */
    Turn begin(Operation operation, Caller caller, int bytes) {
        String tenant = caller.tenant();
        String owner = tenant == null ? "caller:" + caller.subject() : "tenant:" + tenant;
        Duration left = Deadline.left();
        Duration patience = left.compareTo(PATIENCE) < 0 ? left : PATIENCE;
        return operation.access() == Access.SERVICE
                ? new Turn(batches.take(owner, bytes, patience), System.nanoTime(), false)
                : new Turn(places.take(owner, bytes, patience), System.nanoTime(), true);
    }

    /**
     * One body that is worked on.
     *
     * @param keeps whether it keeps its place for a while
     */
    record Turn(Lease place, long began, boolean keeps) {
        void end() {
            if (!keeps) {
                place.close();
                return;
            }
            long pause = Math.min(PAUSES * (System.nanoTime() - began), MOST_NANOS);
            Thread.ofVirtual()
                    .name("large-work")
                    .start(() -> {
                        try (place) {
                            TimeUnit.NANOSECONDS.sleep(pause);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
        }
    }
}
