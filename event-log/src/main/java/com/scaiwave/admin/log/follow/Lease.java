package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import java.util.List;
import java.util.Map;

/**
 * A transaction in which this process alone moves some followers. Closed without a commit, it has
 * changed nothing.
 */
public interface Lease<F extends Follower> extends AutoCloseable {

    /** Of the followers that are held; those that others hold are not among them. */
    Map<F, FollowerCheckpoint> checkpoints();

    /**
     * Has a follower make what comes of the next events, which are never none. Whatever it throws
     * is taken to lie in the follower and these events, unless it is one of PostgreSQL or the log.
     */
    void handle(F follower, List<StoredEvent> events);

    /**
     * Stores what was handled so far, if that is collected to be stored together, so that a failure
     * shows whose it is.
     */
    default void flush() {}

    /**
     * Has a follower leave out a tenant's events from one on.
     *
     * @return false where the follower leaves out no tenant: it then stops at the event
     */
    default boolean park(F follower, Unhandled unhandled) {
        return false;
    }

    /** Takes back a tenant that was parked. */
    default void unpark(F follower, String tenant) {
        throw new UnsupportedOperationException(follower.name() + " parks no tenant");
    }

    /**
     * Stores checkpoints with all that was handled, at once or not at all.
     *
     * @param reached of those that have moved; may be empty
     */
    void commit(Map<F, Checkpoint> reached);

    /** Gives up the lease; without throwing, since what is not committed is void in any case. */
    @Override
    void close();

    /**
     * An event that a follower can't handle.
     *
     * @param before of the event before it
     */
    record Unhandled(Checkpoint before, StoredEvent event, RuntimeException reason) {}
}
