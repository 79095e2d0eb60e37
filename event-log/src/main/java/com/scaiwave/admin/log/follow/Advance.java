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
 * Brings followers forward by a batch. What PostgreSQL or the log refuse is thrown; what lies in a
 * follower is returned.
 */
public final class Advance<F extends Follower> {
    private static final Logger LOG = LoggerFactory.getLogger(Advance.class);

    private final Storage<F> storage;
    private final Pace pace;

    /** Whether the last batch of several took so long that it is to be seen whose fault it is. */
    private volatile boolean slow;

    public Advance(Storage<F> storage, Pace pace) {
        this.storage = storage;
        this.pace = pace;
    }

    /**
     * One follower, however long others hold it. A tenant with an event that it can't handle is
     * parked, and it goes on.
     */
    public Settled<F> alone(F follower, Pages log) {
        Settled<F> settled = settled(List.of(follower), Patience.ENDLESS, log);
        return settled instanceof Failed<F> failed && Fault.liesInTheEvent(failed.reason())
                ? new Culprit<>(storage, follower, log, pace).find()
                : settled;
    }

    /**
     * Several at once, but for those that others hold for long. What they make is stored together;
     * where that fails, and after it took long, each stores its own, to find out which of them it
     * is.
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
                        .log("what could not be stored together was tried apart");
                yield settled;
            }
        };
    }

    private Batch<F> batch(Collection<F> followers, Patience patience, Pages log) {
        return new Batch<>(storage, followers, patience, log, pace);
    }
}
