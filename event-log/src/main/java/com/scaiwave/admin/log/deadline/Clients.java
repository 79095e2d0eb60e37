package com.scaiwave.admin.log.deadline;

import com.scaiwave.admin.log.deadline.Client.Wait;
import java.lang.ScopedValue.Carrier;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The clients of a process for which something is waited. Only those that have waited for a while
 * are looked at, so a read that ends soon costs no system call.
 */
public final class Clients {
    private static final long SOON = Duration.ofMillis(100).toNanos();

    private final Set<Waiting> waits = ConcurrentHashMap.newKeySet();

    /**
     * Runs what is then called on behalf of a client.
     *
     * @param hasLeft looks whether the client has closed its connection, without blocking
     */
    public Carrier reading(BooleanSupplier hasLeft) {
        return new Client(this, hasLeft).current();
    }

    /** Aborts the waits of clients that are gone. To be called often, by one thread at a time. */
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

        /** On a thread of its own: it may have to reach a server that does not answer. */
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
