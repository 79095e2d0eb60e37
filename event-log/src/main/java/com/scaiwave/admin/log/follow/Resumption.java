package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.follow.Lease.Unhandled;
import com.scaiwave.admin.log.follow.Storage.Patience;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Has a follower catch up with a tenant that it parked: it handles the events of that tenant alone,
 * up to its own checkpoint, in one transaction. If it fails at an event, a second transaction
 * handles the events before that one and parks the tenant there.
 */
public final class Resumption<F extends Follower> {
    private static final int PAGE = 500;
    private static final long NOWHERE = 0;

    private final Storage<F> storage;
    private final F follower;
    private final Pages log;

    public Resumption(Storage<F> storage, F follower, Pages log) {
        this.storage = storage;
        this.follower = follower;
        this.log = log;
    }

    /**
     * Resumes at the event at which the tenant was parked.
     *
     * @param before the checkpoint before that event
     * @param skip whether that event is skipped for good
     * @return whether it caught up; if not, the tenant is parked at the next event that it can't
     *     handle
     */
    public boolean run(String tenant, Checkpoint before, boolean skip) {
        Tenant resumed = new Tenant(tenant, before, skip ? before.position() + 1 : NOWHERE);
        Unhandled unhandled = catchUp(resumed, null);
        boolean caughtUp = unhandled == null;
        while (unhandled != null) {
            // Repeats up to this event and parks there, or at an earlier one that fails this time.
            unhandled = catchUp(resumed, unhandled);
        }
        return caughtUp;
    }

    /**
     * Catches up; if an event to stop at is given, only up to that, and parks the tenant there.
     *
     * @return the event at which it failed instead, in which case nothing has changed; null if it
     *     did not
     */
    private @Nullable Unhandled catchUp(Tenant tenant, @Nullable Unhandled stop) {
        try (Lease<F> lease = storage.lease(List.of(follower), Patience.ENDLESS)) {
            FollowerCheckpoint at = Objects.requireNonNull(lease.checkpoints().get(follower));
            lease.unpark(follower, tenant.id());
            long end = stop == null ? at.checkpoint().position() : stop.before().position();
            Unhandled unhandled = handle(lease, tenant, end);
            if (unhandled != null) {
                return unhandled;
            }
            if (stop != null) {
                lease.park(follower, stop);
            }
            lease.commit(Map.of());
            return null;
        }
    }

    private @Nullable Unhandled handle(Lease<F> lease, Tenant tenant, long end) {
        Checkpoint at = tenant.before();
        while (at.position() < end) {
            for (StoredEvent event : log.upTo(end).readAfter(at, PAGE)) {
                RuntimeException reason = tenant.resumesWith(event) ? failure(lease, event) : null;
                if (reason != null) {
                    return new Unhandled(at, event, reason);
                }
                at = event.checkpoint();
            }
        }
        return null;
    }

    private @Nullable RuntimeException failure(Lease<F> lease, StoredEvent event) {
        try {
            lease.handle(follower, List.of(event));
            lease.flush();
            return null;
        } catch (RuntimeException e) {
            if (!Fault.liesInTheEvent(e)) {
                throw e;
            }
            return e;
        }
    }

    private record Tenant(String id, Checkpoint before, long skipped) {
        boolean resumesWith(StoredEvent event) {
            TenantId of = event.metadata().tenant();
            return event.position() != skipped && of != null && of.value().equals(id);
        }
    }
}
