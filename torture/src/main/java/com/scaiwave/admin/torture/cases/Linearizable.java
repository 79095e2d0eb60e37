package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import com.scaiwave.admin.torture.Case;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Cluster.Topology;
import com.scaiwave.admin.torture.mutant.Mutation;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Every read, through any process, must see every write that was acknowledged before it began. */
public final class Linearizable implements Case {
    private static final String SETTINGS = "/v1/admin/prompt-studio";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int CLIENTS = 12;
    private static final int REGISTERS = 3;

    @Override
    public void run(Cluster cluster, Run run) throws Exception {
        int wanted = run.count(500, 100_000);
        Registers registers = new Registers(cluster, run);
        long began = System.nanoTime();
        registers.use(() -> registers.history.size() < wanted && run.hasTime());
        run.figure("operations", registers.history.size());
        run.figure(
                "operations a second",
                registers.history.size() * 1_000_000_000L / (System.nanoTime() - began));
        List<String> violations = registers.history.violations();
        run.figure("violations", violations.size());
        run.found(violations);
        if (!run.isShort()) {
            checkTheChecker(cluster, run);
        }
    }

    private static void checkTheChecker(Cluster cluster, Run run) throws Exception {
        try (Mutation mutation = Mutation.readsDoNotWait(cluster)) {
            expectViolation(cluster, run, "reads that don't wait for the head", mutation);
        }
        if (cluster.topology() == Topology.SPLIT) {
            // One process caches each state that it appends, so it rarely decides on a stale one.
            try (Mutation mutation = Mutation.decisionsMayBeStale(cluster)) {
                expectViolation(cluster, run, "decisions on stale aggregates", mutation);
            }
        }
    }

    /** A violation must be seen with this fault. */
    private static void expectViolation(Cluster cluster, Run run, String fault, Mutation mutation)
            throws Exception {
        run.say("with " + mutation.getClass().getSimpleName() + ": " + fault);
        Registers registers = new Registers(cluster, run);
        long began = System.nanoTime();
        long round = Duration.ofMillis(500).toNanos();
        List<String> violations = List.of();
        while (violations.isEmpty() && System.nanoTime() - began < SOON.toNanos()) {
            long until = System.nanoTime() + round;
            registers.use(() -> System.nanoTime() < until);
            violations = registers.history.violations();
        }
        if (violations.isEmpty()) {
            run.found("no violation is seen with " + fault);
            return;
        }
        run.figure(
                "seen: " + fault,
                "after %d ms, %d operations"
                        .formatted(
                                Duration.ofNanos(System.nanoTime() - began).toMillis(),
                                registers.history.size()));
        run.say("for example, " + violations.getFirst());
    }

    /** Registers, each the settings of a tenant, and the clients that use them. */
    private static final class Registers {
        private final Cluster cluster;
        private final Run run;
        private final Client client;
        private final List<String> tenants;
        private final History history = new History();
        private final AtomicLong next = new AtomicLong();

        Registers(Cluster cluster, Run run) {
            this.cluster = cluster;
            this.run = run;
            this.client = Clients.operator(cluster, "linearizable");
            this.tenants = Clients.tenants(client, cluster.door(), REGISTERS);
            tenants.forEach(t -> write(cluster.door(), t));
        }

        void use(BooleanSupplier on) throws InterruptedException, ExecutionException {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> all = new ArrayList<>();
                for (int n = 0; n < CLIENTS; n++) {
                    Random random = run.random(n);
                    all.add(threads.submit(() -> use(random, on)));
                }
                for (Future<?> one : all) {
                    one.get();
                }
            }
        }

        private void use(Random random, BooleanSupplier on) {
            while (on.getAsBoolean()) {
                String tenant = tenants.get(random.nextInt(tenants.size()));
                if (random.nextInt(10) < 3) {
                    write(any(cluster.writeDoors(), random), tenant);
                } else {
                    read(any(cluster.readDoors(), random), tenant);
                }
                int done = history.size();
                if (done % 10_000 == 0 && done > 0) {
                    run.say(done + " operations");
                }
            }
        }

        private void write(URI door, String tenant) {
            String value = "v" + next.incrementAndGet();
            history.begins(value);
            Answer answer = client.send(door, Call.put(SETTINGS, Load.settings(value)).on(tenant));
            ended(answer, tenant, true, value);
        }

        private void read(URI door, String tenant) {
            Answer answer = client.send(door, Call.get(SETTINGS).on(tenant));
            ended(answer, tenant, false, answer.data().at("/allowlist/roles/0").asString(""));
        }

        /**
         * Notes the end of an operation. Without an answer it may have been done or not; only its
         * value is known.
         */
        private void ended(Answer answer, String tenant, boolean write, String value) {
            if (answer.isAcknowledged()) {
                history.ended(
                        new History.Event(
                                tenant,
                                write,
                                answer.version(),
                                value,
                                answer.began(),
                                answer.ended()));
            } else if (!answer.isUnknown() || !answer.isPromised()) {
                run.found("an answer was " + answer);
            }
        }

        private static URI any(List<URI> doors, Random random) {
            return doors.get(random.nextInt(doors.size()));
        }
    }
}
