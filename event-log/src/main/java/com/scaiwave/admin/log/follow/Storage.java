package com.scaiwave.admin.log.follow;

import java.util.Collection;

/** Stores the checkpoints of the followers of one log, together with their results. */
public interface Storage<F extends Follower> {

    /**
     * Takes a lease on some followers, so that one process at a time moves each of them. If
     * checkpoints are rows in PostgreSQL, the lease is a transaction that has locked them. It needs
     * neither clock nor renewal, and ends with its connection.
     *
     * @param patience how long to wait for followers that other processes hold
     */
    Lease<F> lease(Collection<F> followers, Patience patience);

    /** How long to wait for followers that other processes hold. */
    enum Patience {
        /** Half a second; then the lease is granted without those that are still held. */
        BRIEF,
        /** As long as it takes. */
        ENDLESS
    }
}
