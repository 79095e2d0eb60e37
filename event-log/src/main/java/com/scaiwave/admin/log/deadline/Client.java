package com.scaiwave.admin.log.deadline;

import java.lang.ScopedValue.Carrier;
import java.util.function.BooleanSupplier;

/**
 * The client of a request that only reads. When it has closed its connection, what is still waited
 * for on its behalf is given up. Writes have no such client: they are done in any case.
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

    /** Whether there is one, and it was found to be gone. */
    public static boolean isGone() {
        return CURRENT.isBound() && CURRENT.get().gone;
    }

    /**
     * Begins a wait on behalf of the client, if there is one.
     *
     * @param abort ends the wait early; runs on another thread when the client is gone, and again
     *     while the wait lasts, but not once it is closed
     */
    public static Wait waiting(Runnable abort) {
        return CURRENT.isBound() ? CURRENT.get().begin(abort) : () -> {};
    }

    private Wait begin(Runnable abort) {
        return clients.begin(this, abort);
    }

    /** Looks, until it is gone. By one thread at a time. */
    boolean look() {
        if (!gone) {
            gone = hasLeft.getAsBoolean();
        }
        return gone;
    }

    /** What is waited for; to be closed by the thread that waits, when it no longer does. */
    public interface Wait extends AutoCloseable {
        /** Returns when no abort runs, and none will. */
        @Override
        void close();
    }
}
