package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.testkit.http.Ledger;
import com.scaiwave.admin.torture.Case;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.client.LogTable;
import com.scaiwave.admin.torture.client.SealedTree;
import com.scaiwave.admin.torture.client.Subscriber;
import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** SIGKILL to any process at any moment: every acknowledged write must be there, once and whole. */
public final class Crash implements Case {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WRITERS = 6;

    @Override
    public void run(Cluster cluster, Run run) throws Exception {
        Ledger ledger = Clients.ledger(cluster, "crash");
        long from = new LogTable(cluster).head();
        String end = Subscriber.end(ledger.client(), cluster.door());
        List<Subscriber> subscribers =
                Stream.generate(() ->
                                new Subscriber(
                                        Clients.operator(cluster, "follower"),
                                        List.of(cluster.door()),
                                        end))
                        .limit(2)
                        .toList();
        Victims victims = new Victims(cluster, run);
        CheckpointWatch checkpoints = CheckpointWatch.start(cluster);
        try (Load load = Load.start(cluster, ledger, WRITERS)) {
            victims.kill(load, run.count(Math.min(3, cluster.nodes().size() + 1), 100));
            run.found(load.broken().stream().map(a -> "an answer was " + a).toList());
        }
        victims.report();
        run.found(Quiet.settle(cluster, run, ledger).wrong());
        run.found(new LogTable(cluster).unsound());
        Map<Long, String> shown = checkpoints.end();
        run.figure("checkpoints that an auditor was shown", shown.size());
        run.found(checkpoints.wrong());
        run.found(new SealedTree(cluster).unsound(shown));
        Quiet.compare(cluster, run, from, subscribers);
        subscribers.forEach(Subscriber::close);
    }

    /** The processes that may be killed, and how long the recoveries took. */
    private static final class Victims {
        private final Cluster cluster;
        private final Run run;
        private final Random random;
        private final List<Duration> writes = new ArrayList<>();
        private final List<Duration> reads = new ArrayList<>();
        private final List<Duration> ready = new ArrayList<>();
        private int kills;

        Victims(Cluster cluster, Run run) {
            this.cluster = cluster;
            this.run = run;
            this.random = run.random(0);
        }

        /** Kills each once before any is killed again, in random order and at random moments. */
        void kill(Load load, int times) {
            List<Victim> round = new ArrayList<>();
            for (int n = 0; n < times && run.hasTime(); n++) {
                if (round.isEmpty()) {
                    round.addAll(all());
                    Collections.shuffle(round, random);
                }
                Victim victim = round.removeFirst();
                LockSupport.parkNanos(Duration.ofMillis(200 + random.nextInt(1300)).toNanos());
                run.say("kill -9 of " + victim.name());
                long killed = System.nanoTime();
                victim.kill().run();
                kills++;
                awaitRecovery(load, killed, victim.name());
            }
        }

        private List<Victim> all() {
            List<Victim> all = new ArrayList<>();
            for (Node node : cluster.nodes()) {
                all.add(
                        new Victim(
                                node.name(),
                                () -> {
                                    node.kill9();
                                    node.launch();
                                }));
            }
            all.add(
                    new Victim(
                            "PostgreSQL",
                            () -> {
                                cluster.postgres().kill9();
                                cluster.restartPostgres();
                            }));
            return all;
        }

        private void awaitRecovery(Load load, long killed, String victim) {
            if (!load.awaitWrite(killed, PATIENCE)) {
                run.found("no write succeeds after a kill of " + victim);
                startAgain();
                return;
            }
            writes.add(since(killed));
            if (!load.awaitRead(killed, PATIENCE)) {
                run.found("no read succeeds after a kill of " + victim);
                startAgain();
                return;
            }
            reads.add(since(killed));
            if (run.isShort()) {
                // A short run continues with the next kill while processes restart.
                return;
            }
            cluster.nodes().forEach(Node::awaitReady);
            boolean all =
                    Waiting.isTrueWithin(
                            PATIENCE,
                            () -> cluster.nodes().stream().allMatch(n -> Quiet.isReady(n.url())));
            if (!all) {
                run.found("not all are ready after a kill of " + victim);
                startAgain();
                return;
            }
            ready.add(since(killed));
        }

        /** Restarts all nodes, so that the run can continue after a failed recovery. */
        private void startAgain() {
            cluster.nodes().forEach(Node::kill9);
            cluster.nodes().forEach(Node::launch);
            cluster.nodes().forEach(Node::awaitReady);
        }

        void report() {
            run.figure("kills", kills);
            run.figure("kill to first write", writes);
            run.figure("kill to first read as well", reads);
            run.figure("kill to all ready", ready);
        }

        private static Duration since(long nanos) {
            return Duration.ofNanos(System.nanoTime() - nanos);
        }
    }

    /**
     * A process.
     *
     * @param kill kills it and starts it again
     */
    private record Victim(String name, Runnable kill) {}
}
