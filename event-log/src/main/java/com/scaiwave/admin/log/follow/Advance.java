package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.follow.BatchOutcome.Failed;
import com.scaiwave.admin.log.follow.BatchOutcome.Moved;
import com.scaiwave.admin.log.follow.BatchOutcome.NotStored;
import com.scaiwave.admin.log.follow.BatchOutcome.Settled;
import com.scaiwave.admin.log.follow.Storage.Patience;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves followers forward by one batch. A failure to lease, read or commit is thrown; a failure of
 * a follower to handle events is returned.
 */
public final class Advance<F extends Follower> {
    private static final Logger LOG = LoggerFactory.getLogger(Advance.class);

    private final Storage<F> storage;
    private final Pace pace;

    /**
     * Whether the last batch of several followers was slow: the next one finds out which of them
     * is.
     */
    private volatile boolean slow;

    public Advance(Storage<F> storage, Pace pace) {
        this.storage = storage;
        this.pace = pace;
    }

    /**
     * Moves one follower; waits as long as other processes hold it. If it can't handle an event,
     * the event's tenant is parked and the follower goes on.
     */
    public Settled<F> alone(F follower, Pages log) {
        Settled<F> settled = settled(List.of(follower), Patience.ENDLESS, log);
        return settled instanceof Failed<F> failed && Fault.liesInTheEvent(failed.reason())
                ? new Culprit<>(storage, follower, log, pace).find()
                : settled;
    }

    /**
     * Moves several followers in one transaction, without those that other processes hold for long.
     * Their results are stored together. If that fails, or the batch before was slow, the result of
     * each follower is stored separately, to find out which of them is at fault.
     */
    public Settled<F> together(Collection<F> followers, Pages log) {
        Settled<F> settled =
                slow
                        ? batch(followers, Patience.BRIEF, log).apart()
                        : settled(followers, Patience.BRIEF, log);
        if (settled instanceof Moved<F> moved) {
            slow = followers.size() > 1 && moved.took().compareTo(pace.slow()) > 0;
        }
        return settled;
    }

    private Settled<F> settled(Collection<F> followers, Patience patience, Pages log) {
        return switch (batch(followers, patience, log).together()) {
            case Settled<F> settled -> settled;
            case NotStored<F> refused -> {
                Settled<F> settled = batch(followers, patience, log).apart();
                LOG.atWarn()
                        .setCause(refused.reason())
                        .log("a batch could not be stored, so it was retried one by one");
                yield settled;
            }
        };
    }

    private Batch<F> batch(Collection<F> followers, Patience patience, Pages log) {
        return new Batch<>(storage, followers, patience, log, pace);
    }
}
