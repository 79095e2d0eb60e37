package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The outcome of a batch. */
public sealed interface BatchOutcome<F extends Follower> {

    /** The batch was stored, or it is known which follower failed. */
    sealed interface Settled<F extends Follower> extends BatchOutcome<F> {}

    /**
     * The batch was stored.
     *
     * @param steps the steps of the followers that the lease held
     * @param took the time from the start of the lease until the commit
     */
    record Moved<F extends Follower>(Map<F, Step> steps, Duration took) implements Settled<F> {

        /** The step of a follower that the lease held. */
        public Step step(F follower) {
            return Objects.requireNonNull(steps.get(follower), follower.name());
        }
    }

    /**
     * A follower failed, and so no follower has moved.
     *
     * @param after the checkpoint before the events that it failed to handle
     */
    record Failed<F extends Follower>(
            F follower, Checkpoint after, List<StoredEvent> events, RuntimeException reason)
            implements Settled<F> {}

    /**
     * The results of all followers could not be stored together; which one is at fault is unknown.
     */
    record NotStored<F extends Follower>(RuntimeException reason) implements BatchOutcome<F> {}

    /**
     * Where a follower is after a batch.
     *
     * @param more whether there may be more events for it
     * @param took how long it took to handle the events
     */
    record Step(Checkpoint checkpoint, boolean more, Duration took) {}
}
