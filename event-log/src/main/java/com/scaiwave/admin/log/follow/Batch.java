package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.follow.BatchOutcome.Failed;
import com.scaiwave.admin.log.follow.BatchOutcome.Moved;
import com.scaiwave.admin.log.follow.BatchOutcome.NotStored;
import com.scaiwave.admin.log.follow.BatchOutcome.Settled;
import com.scaiwave.admin.log.follow.BatchOutcome.Step;
import com.scaiwave.admin.log.follow.Pace.Taken;
import com.scaiwave.admin.log.follow.Storage.Patience;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One batch under one lease: reads the next events after each checkpoint, has the followers handle
 * them, and commits. Followers at the same checkpoint share what was read. To be used once.
 */
final class Batch<F extends Follower> {
    private final Storage<F> storage;
    private final Collection<F> followers;
    private final Patience patience;
    private final Pages log;
    private final Pace pace;
    private final Map<Checkpoint, Taken> taken = new HashMap<>();
    private final Map<F, Step> steps = new LinkedHashMap<>();
    private final Map<F, Checkpoint> reached = new LinkedHashMap<>();

    Batch(Storage<F> storage, Collection<F> followers, Patience patience, Pages log, Pace pace) {
        this.storage = storage;
        this.followers = followers;
        this.patience = patience;
        this.log = log;
        this.pace = pace;
    }

    /** Stores the results of all followers together. */
    BatchOutcome<F> together() {
        try (Lease<F> lease = storage.lease(followers, patience)) {
            long begun = System.nanoTime();
            Failed<F> failed = handle(lease, false);
            if (failed != null) {
                return failed;
            }
            try {
                lease.commit(reached);
            } catch (RuntimeException e) {
                return new NotStored<>(e);
            }
            return new Moved<>(steps, since(begun));
        }
    }

    /**
     * Stores the results of each follower separately, to find out which of them fails or is slow.
     */
    Settled<F> apart() {
        try (Lease<F> lease = storage.lease(followers, patience)) {
            long begun = System.nanoTime();
            Failed<F> failed = handle(lease, true);
            if (failed != null) {
                return failed;
            }
            lease.commit(reached);
            return new Moved<>(steps, since(begun));
        }
    }

    private @Nullable Failed<F> handle(Lease<F> lease, boolean flush) {
        for (F follower : followers) {
            FollowerCheckpoint at = lease.checkpoints().get(follower);
            Failed<F> failed = at == null ? null : handle(lease, follower, at, flush);
            if (failed != null) {
                return failed;
            }
        }
        return null;
    }

    private @Nullable Failed<F> handle(
            Lease<F> lease, F follower, FollowerCheckpoint at, boolean flush) {
        Taken batch =
                taken.computeIfAbsent(
                        at.checkpoint(), t -> pace.take(log.readAfter(t, pace.events())));
        long begun = System.nanoTime();
        List<StoredEvent> events = without(batch.events(), at.parked());
        if (!events.isEmpty()) {
            try {
                lease.handle(follower, events);
                if (flush) {
                    lease.flush();
                }
            } catch (RuntimeException e) {
                return new Failed<>(follower, at.checkpoint(), events, e);
            }
        }
        Checkpoint checkpoint = at.checkpoint();
        if (!batch.events().isEmpty()) {
            checkpoint = batch.events().getLast().checkpoint();
            reached.put(follower, checkpoint);
        }
        steps.put(follower, new Step(checkpoint, batch.more(), since(begun)));
        return null;
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static List<StoredEvent> without(List<StoredEvent> events, Set<String> parked) {
        return parked.isEmpty()
                ? events
                : events.stream().filter(e -> !isOf(e.metadata().tenant(), parked)).toList();
    }

    private static boolean isOf(@Nullable TenantId tenant, Set<String> parked) {
        return tenant != null && parked.contains(tenant.value());
    }
}
