package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.follow.BatchOutcome.Failed;
import com.scaiwave.admin.log.follow.BatchOutcome.Moved;
import com.scaiwave.admin.log.follow.BatchOutcome.Settled;
import com.scaiwave.admin.log.follow.BatchOutcome.Step;
import com.scaiwave.admin.log.follow.Lease.Unhandled;
import com.scaiwave.admin.log.follow.Storage.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the event that a follower can't handle, event by event, and parks the event's tenant. */
final class Culprit<F extends Follower> {
    private static final Logger LOG = LoggerFactory.getLogger(Culprit.class);

    private final Storage<F> storage;
    private final F follower;
    private final Pages log;
    private final Pace pace;

    Culprit(Storage<F> storage, F follower, Pages log, Pace pace) {
        this.storage = storage;
        this.follower = follower;
        this.log = log;
        this.pace = pace.oneByOne();
    }

    /**
     * Moves the follower up to the event.
     *
     * @return {@link Failed} if the event has no tenant to park, or the fault lies elsewhere
     */
    Settled<F> find() {
        while (true) {
            Settled<F> settled =
                    new Batch<>(storage, List.of(follower), Patience.ENDLESS, log, pace).apart();
            switch (settled) {
                case Failed<F> failed -> {
                    return settle(failed);
                }
                case Moved<F> moved when !moved.step(follower).more() -> {
                    return moved;
                }
                case Moved<F> _ -> {}
            }
        }
    }

    private Settled<F> settle(Failed<F> failed) {
        StoredEvent event = failed.events().getFirst();
        TenantId tenant = event.metadata().tenant();
        return tenant != null && Fault.liesInTheEvent(failed.reason())
                ? park(failed, new Unhandled(failed.after(), event, failed.reason()), tenant)
                : failed;
    }

    /**
     * Parks the tenant, unless another process has passed the event or parked the tenant meanwhile.
     */
    private Settled<F> park(Failed<F> failed, Unhandled unhandled, TenantId tenant) {
        try (Lease<F> lease = storage.lease(List.of(follower), Patience.ENDLESS)) {
            FollowerCheckpoint at = Objects.requireNonNull(lease.checkpoints().get(follower));
            boolean stands = at.checkpoint().equals(unhandled.before());
            if (stands && !at.parked().contains(tenant.value())) {
                if (!lease.park(follower, unhandled)) {
                    return failed;
                }
                lease.commit(Map.of());
                LOG.atError()
                        .addKeyValue("follower", follower.name())
                        .addKeyValue("tenant", tenant.value())
                        .addKeyValue("position", unhandled.event().position())
                        .setCause(unhandled.reason())
                        .log("an event can't be handled, its tenant was parked");
            }
            Step step = new Step(at.checkpoint(), true, Duration.ZERO);
            return new Moved<>(Map.of(follower, step), Duration.ZERO);
        }
    }
}
