package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Together;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.cluster.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Checks twice a second how much memory each process has, and whether it still runs. */
final class MemoryWatch implements AutoCloseable {
    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final long MB = 1_000_000;

    private final List<Node> nodes;
    private final Map<String, Long> most = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean stopped;

    private MemoryWatch(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
        this.thread = Thread.ofPlatform().daemon().name("memory").unstarted(this::watch);
    }

    static MemoryWatch start(List<Node> nodes) {
        MemoryWatch watch = new MemoryWatch(nodes);
        watch.thread.start();
        return watch;
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        Together.join(List.of(thread));
    }

    void report(Run run) {
        for (Node node : nodes) {
            long resident = most.getOrDefault(node.name(), 0L);
            run.figure("most resident memory, " + node, resident / MB + " MB");
            if (resident > node.residentLimit()) {
                run.found(
                        "%s had %d MB, and %d is the limit"
                                .formatted(node, resident / MB, node.residentLimit() / MB));
            }
            if (!node.isAlive()) {
                run.found(node + " has ended; see the end of " + node.log());
            }
        }
    }

    private void watch() {
        while (!stopped) {
            for (Node node : nodes) {
                node.resident().ifPresent(r -> most.merge(node.name(), r, Math::max));
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }
}
