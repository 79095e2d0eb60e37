package com.scaiwave.admin.testkit.http;

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
import java.util.function.Function;

/** Records each operation before it is sent, and then its outcome. */
public final class Ledger {
    private static final int ASKING = 8;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String name;
    private final Client client;
    private final AtomicLong next = new AtomicLong();
    private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();

    /**
     * A new ledger.
     *
     * @param name the actor's name, to which a suffix is added that no other ledger has
     * @param client makes the client of an actor of that name
     */
    public Ledger(String name, Function<String, Client> client) {
        this.name = name + "-" + Long.toString(System.nanoTime(), 36);
        this.client = client.apply(this.name);
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

    /**
     * Sends an operation, and retries it with its key while the outcome is unknown, but no longer
     * than {@code patience}.
     *
     * @return the last answer
     */
    public Answer settled(URI door, Operation operation, Duration patience) {
        return settled(door, operation, System.nanoTime() + patience.toNanos());
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
     * Retries the operations with unknown outcome, with their keys, until none is left or the time
     * is up.
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
            settled(door, o, deadline);
        }
    }

    private Answer settled(URI door, Operation operation, long deadline) {
        Answer answer = send(door, operation);
        while (answer.isUnknown() && inTime(deadline)) {
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = send(door, operation);
        }
        return answer;
    }

    private static boolean inTime(long deadline) {
        return System.nanoTime() - deadline < 0;
    }
}
