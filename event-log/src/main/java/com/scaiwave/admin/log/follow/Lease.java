package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import java.util.List;
import java.util.Map;

/**
 * A transaction in which this process alone moves some followers. If it is closed without a commit,
 * nothing has changed.
 */
public interface Lease<F extends Follower> extends AutoCloseable {

    /** The checkpoints of the followers that it holds, without those that other processes hold. */
    Map<F, FollowerCheckpoint> checkpoints();

    /**
     * Has a follower handle its next events, at least one. An exception is taken as a fault of the
     * follower and these events, unless it comes from PostgreSQL or the log.
     */
    void handle(F follower, List<StoredEvent> events);

    /**
     * Stores the results so far, if they are only collected until the commit, so that a failure
     * shows which follower is at fault.
     */
    default void flush() {}

    /**
     * Parks a tenant: the follower skips its events from the given one on.
     *
     * @return false if the follower parks no tenants; it then stops at the event
     */
    default boolean park(F follower, Unhandled unhandled) {
        return false;
    }

    /** Ends the parking of a tenant. */
    default void unpark(F follower, String tenant) {
        throw new UnsupportedOperationException(follower.name() + " parks no tenant");
    }

    /**
     * Stores checkpoints and all results, as a whole or not at all.
     *
     * @param reached the checkpoints of the followers that have moved; may be empty
     */
    void commit(Map<F, Checkpoint> reached);

    /** Gives up the lease; does not throw, since uncommitted changes are void in any case. */
    @Override
    void close();

    /**
     * An event that a follower can't handle.
     *
     * @param before the checkpoint before the event
     */
    record Unhandled(Checkpoint before, StoredEvent event, RuntimeException reason) {}
}
