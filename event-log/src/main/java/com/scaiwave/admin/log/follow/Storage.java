package com.scaiwave.admin.log.follow;

import java.util.Collection;

/** Where followers of one log keep their checkpoints, with what they make. */
public interface Storage<F extends Follower> {

    /**
     * A lease on some followers, so that one process at a time moves each. Where checkpoints are
     * rows of PostgreSQL, the lease is a transaction that has locked them, and needs neither clock
     * nor renewal: it ends with its connection.
     *
     * @param patience how long to wait for those that other processes hold
     */
    Lease<F> lease(Collection<F> followers, Patience patience);

    /** How long to wait for what other processes hold. */
    enum Patience {
        /** Half a second, and then without those that are still held. */
        BRIEF,
        /** As long as it takes. */
        ENDLESS
    }
}
