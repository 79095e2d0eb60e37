package com.scaiwave.admin.contract.harness;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How late a machine is that does other work as well: how long requests take that need no database,
 * sent one after the other. A test of what the product promises within a time allows for this much
 * more, which is some milliseconds on a quiet machine.
 */
public final class Lateness implements AutoCloseable {
    private static final String LIVENESS = "/actuator/health/liveness";
    private static final long PAUSE_NANOS = 200_000_000;

    private final OwnDeployment deployment;
    private final Queue<Probe> probes = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile @Nullable Long unanswered;
    private volatile boolean closed;

    private Lateness(OwnDeployment deployment) {
        this.deployment = deployment;
        this.thread = Thread.ofVirtual().unstarted(this::probe);
    }

    private record Probe(long sent, long answered) {}

    /** Sends requests to a deployment until it is closed. */
    public static Lateness of(OwnDeployment deployment) {
        Lateness lateness = new Lateness(deployment);
        lateness.thread.start();
        return lateness;
    }

    private void probe() {
        while (!closed) {
            long sent = System.nanoTime();
            unanswered = sent;
            deployment.anonymous().get(LIVENESS).send().expect(200);
            probes.add(new Probe(sent, System.nanoTime()));
            unanswered = null;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /**
     * The longest that such a request has taken which was answered since, or is not answered yet.
     */
    public Duration since(long nanoTime) {
        Long sent = unanswered;
        long open = sent == null ? 0 : System.nanoTime() - sent;
        return Duration.ofNanos(
                probes.stream()
                        .filter(probe -> probe.answered() - nanoTime >= 0)
                        .mapToLong(probe -> probe.answered() - probe.sent())
                        .reduce(open, Math::max));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
