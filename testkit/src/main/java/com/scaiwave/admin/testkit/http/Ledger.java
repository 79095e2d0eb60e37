package com.scaiwave.admin.torture.client;

import com.scaiwave.admin.torture.cluster.Cluster;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Records each operation before it is sent, and then its outcome. */
public final class Ledger {
    private static final int ASKING = 8;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String name;
    private final Client client;
    private final AtomicLong next = new AtomicLong();
    private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();

    /**
     * A new ledger of an operator.
     *
     * @param name the actor's name, to which a suffix is added that no other ledger has
     */
    public Ledger(Cluster cluster, String name) {
        this.name = unlikeAnyOther(name);
        this.client = Client.operator(cluster, this.name);
    }

    /** A new ledger of an admin, who writes to its tenant only. */
    public Ledger(Cluster cluster, String name, String tenant) {
        this.name = unlikeAnyOther(name);
        this.client = Client.admin(cluster, this.name, tenant);
    }

    private static String unlikeAnyOther(String name) {
        return name + "-" + Long.toString(System.nanoTime(), 36);
    }

    /** The actor in the audit log, and the prefix of the ids of all its operations. */
    public String name() {
        return name;
    }

    public Client client() {
        return client;
    }

    public Operation write(Call call) {
        return write(call, Set.of());
    }

    /** Records a write that sets a tenant's enabled models. */
    public Operation write(Call call, Set<String> models) {
        Operation operation = new Operation(name + "-" + next.incrementAndGet(), call, models);
        operations.add(operation);
        return operation;
    }

    public Answer send(URI door, Operation operation) {
        Answer answer = client.send(door, operation.call());
        operation.answered(answer);
        return answer;
    }

    public Answer send(URI door, Call call) {
        return send(door, write(call));
    }

    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    public long acknowledged() {
        return operations.stream().filter(Operation::isAcknowledged).count();
    }

    /** The ids of the events that acknowledgements named. */
    public Set<String> events() {
        Set<String> ids = new HashSet<>();
        operations.forEach(o -> ids.addAll(o.promisedEvents()));
        return ids;
    }

    /**
     * Repeats the operations with unknown outcome, with the same keys, until there are none.
     *
     * @return how many were unknown
     */
    public int settle(URI door, Duration patience) {
        List<Operation> unknown = operations.stream().filter(Operation::isUnknown).toList();
        long deadline = System.nanoTime() + patience.toNanos();
        Queue<Operation> left = new ConcurrentLinkedQueue<>(unknown);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < ASKING; n++) {
                threads.execute(() -> settle(door, left, deadline));
            }
        }
        return unknown.size();
    }

    private void settle(URI door, Queue<Operation> left, long deadline) {
        for (Operation o = left.poll(); o != null && inTime(deadline); o = left.poll()) {
            while (send(door, o).isUnknown() && inTime(deadline)) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static boolean inTime(long deadline) {
        return System.nanoTime() - deadline < 0;
    }
}
