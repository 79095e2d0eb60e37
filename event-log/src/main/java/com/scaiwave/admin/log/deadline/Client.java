package com.scaiwave.admin.log.deadline;

import java.lang.ScopedValue.Carrier;
import java.util.function.BooleanSupplier;

/**
 * The client of a request that only reads. Once it has closed its connection, waits on its behalf
 * are aborted. Writes have no such client: they are completed in any case.
 */
public final class Client {
    private static final ScopedValue<Client> CURRENT = ScopedValue.newInstance();

    private final Clients clients;
    private final BooleanSupplier hasLeft;
    private volatile boolean gone;

    Client(Clients clients, BooleanSupplier hasLeft) {
        this.clients = clients;
        this.hasLeft = hasLeft;
    }

    Carrier current() {
        return ScopedValue.where(CURRENT, this);
    }

    /** Whether this thread works for such a client. */
    public static boolean isSet() {
        return CURRENT.isBound();
    }

    /** Whether this thread works for a client that was found to be gone. */
    public static boolean isGone() {
        return CURRENT.isBound() && CURRENT.get().gone;
    }

    /**
     * Begins a wait on behalf of the client, if there is one.
     *
     * @param abort ends the wait early; it runs on another thread when the client is gone, and
     *     again while the wait lasts, but not after the wait is closed
     */
    public static Wait waiting(Runnable abort) {
        return CURRENT.isBound() ? CURRENT.get().begin(abort) : () -> {};
    }

    private Wait begin(Runnable abort) {
        return clients.begin(this, abort);
    }

    /** Checks whether the client is gone, unless that is known. For one thread at a time. */
    boolean look() {
        if (!gone) {
            gone = hasLeft.getAsBoolean();
        }
        return gone;
    }

    /** A wait, which the waiting thread closes when it no longer waits. */
    public interface Wait extends AutoCloseable {
        /** Returns when no abort is running, and none will start. */
        @Override
        void close();
    }
}
