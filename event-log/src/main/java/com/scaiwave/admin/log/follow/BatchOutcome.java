package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What came of a batch. */
public sealed interface BatchOutcome<F extends Follower> {

    /** It is known what came of it, and of whom. */
    sealed interface Settled<F extends Follower> extends BatchOutcome<F> {}

    /**
     * It is stored.
     *
     * @param steps of those that were held
     * @param took from when the lease was had until it was stored
     */
    record Moved<F extends Follower>(Map<F, Step> steps, Duration took) implements Settled<F> {

        /** How far one of them is. */
        public Step step(F follower) {
            return Objects.requireNonNull(steps.get(follower), follower.name());
        }
    }

    /**
     * A follower failed, and so none of them has moved.
     *
     * @param after behind which come the events that it failed at
     */
    record Failed<F extends Follower>(
            F follower, Checkpoint after, List<StoredEvent> events, RuntimeException reason)
            implements Settled<F> {}

    /** What all of them made together could not be stored; whose fault it was is not known. */
    record NotStored<F extends Follower>(RuntimeException reason) implements BatchOutcome<F> {}

    /**
     * Where a follower is after a batch.
     *
     * @param more whether there may be more for it
     * @param took how long it took to make what comes of the events
     */
    record Step(Checkpoint checkpoint, boolean more, Duration took) {}
}
