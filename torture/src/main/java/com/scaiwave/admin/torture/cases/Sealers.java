package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.http.Ledger;
import com.scaiwave.admin.torture.Case;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.client.SealedTree;
import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Processes that seal the log are paused and woken, wherever they are in a batch, while writes go
 * on. A sealer that wakes believes that it still has its lease. There must never be two roots for
 * one size, and each checkpoint must extend those before it.
 */
public final class Sealers implements Case {
    private static final int WRITERS = 4;
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final int LONGEST_MILLIS = 1_500;

    @Override
    public void run(Cluster cluster, Run run) throws Exception {
        Ledger ledger = Clients.ledger(cluster, "sealers");
        List<Node> sealers = of(cluster);
        Random random = run.random(0);
        CheckpointWatch checkpoints = CheckpointWatch.start(cluster);
        int pauses = 0;
        try (Load load = Load.start(cluster, ledger, WRITERS)) {
            int times = run.count(2 * sealers.size(), 200);
            for (int n = 0; n < times && run.hasTime(); n++) {
                Node paused = sealers.get(n % sealers.size());
                paused.freeze();
                pause(random);
                paused.thaw();
                pause(random);
                pauses++;
            }
            run.found(load.broken().stream().map(a -> "an answer was " + a).toList());
        }
        run.found(Quiet.settle(cluster, run, ledger).wrong());
        Map<Long, String> shown = checkpoints.end();
        run.figure("pauses", pauses);
        run.figure("checkpoints that an auditor was shown", shown.size());
        run.found(checkpoints.wrong());
        run.found(new SealedTree(cluster).unsound(shown));
    }

    /** The processes that may seal: all that answer reads, but not the gateway. */
    static List<Node> of(Cluster cluster) {
        List<Node> all = cluster.nodes();
        return all.stream()
                .filter(n -> cluster.readDoors().contains(n.url()))
                .filter(n -> all.size() == 1 || !n.url().equals(cluster.door()))
                .toList();
    }

    private static void pause(Random random) {
        LockSupport.parkNanos(SHORTEST.plusMillis(random.nextInt(LONGEST_MILLIS)).toNanos());
    }
}
