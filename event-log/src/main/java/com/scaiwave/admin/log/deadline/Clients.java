package com.scaiwave.admin.log.deadline;

import com.scaiwave.admin.log.deadline.Client.Wait;
import java.lang.ScopedValue.Carrier;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The clients on whose behalf threads of this process wait. A client is only checked once a wait
 * has lasted 100 ms, so a short read costs no system call.
 */
public final class Clients {
    private static final long SOON = Duration.ofMillis(100).toNanos();

    private final Set<Waiting> waits = ConcurrentHashMap.newKeySet();

    /**
     * Binds a client to the code that the returned carrier runs.
     *
     * @param hasLeft checks, without blocking, whether the client has closed its connection
     */
    public Carrier reading(BooleanSupplier hasLeft) {
        return new Client(this, hasLeft).current();
    }

    /** Aborts the waits of clients that are gone. Must be called often, by one thread at a time. */
    public void look() {
        long now = System.nanoTime();
        for (Waiting wait : waits) {
            if (now - wait.began > SOON && wait.client.look()) {
                wait.abort();
            }
        }
    }

    Wait begin(Client client, Runnable abort) {
        Waiting wait = new Waiting(client, abort);
        waits.add(wait);
        return wait;
    }

    private final class Waiting implements Wait {
        private final Client client;
        private final Runnable abort;
        private final long began = System.nanoTime();
        private final ReentrantLock lock = new ReentrantLock();
        private volatile boolean aborting;
        private boolean over;

        Waiting(Client client, Runnable abort) {
            this.client = client;
            this.abort = abort;
        }

        /**
         * Aborts on a thread of its own, as it may have to wait for a server that does not answer.
         */
        void abort() {
            if (!aborting) {
                aborting = true;
                Thread.ofVirtual().name("client-gone").start(this::abortUnlessOver);
            }
        }

        private void abortUnlessOver() {
            lock.lock();
            try {
                if (!over) {
                    abort.run();
                }
            } finally {
                aborting = false;
                lock.unlock();
            }
        }

        @Override
        public void close() {
            waits.remove(this);
            lock.lock();
            try {
                over = true;
            } finally {
                lock.unlock();
            }
        }
    }
}
