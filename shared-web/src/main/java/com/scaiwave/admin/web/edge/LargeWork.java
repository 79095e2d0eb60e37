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
 * Limits the bytes of large bodies that are processed at once. A body takes about fifteen times its
 * size from parsing to the answer. Its event, rows and views take more time after the answer, also
 * in other processes. So a request keeps its place after its end: twice as long as it took, but at
 * most 2 s. That leaves time to other tenants, more of it the busier the system is.
 */
final class LargeWork {
    private static final long TOTAL = 16L << 20;

    /** Two of the largest bodies that administrators send, and some smaller ones. */
    private static final long EACH = 640L << 10;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int PAUSES = 2;
    private static final long MOST_NANOS = Duration.ofSeconds(2).toNanos();

    private final Bulkhead places = new Bulkhead("large bodies", TOTAL, EACH);

    /** Batches of small events from services; one owner may use half. */
    private final Bulkhead batches = new Bulkhead("large batches", TOTAL, TOTAL / 2);

    /** Waits for a place in the share of the caller's tenant, or of the caller if it has none. */
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
     * One body that is being processed.
     *
     * @param keeps whether it keeps its place for a while after its end
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
