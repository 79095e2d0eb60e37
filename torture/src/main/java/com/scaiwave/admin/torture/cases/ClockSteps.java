package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Ledger;
import com.scaiwave.admin.torture.Case;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.client.LogTable;
import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Node;
import com.scaiwave.admin.torture.mutant.WrongClocks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Clocks of a running deployment jump an hour ahead and back, each process to a different time. The
 * log's order and times must hold, and no request may be refused or delayed.
 */
public final class ClockSteps implements Case {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final List<Duration> STEPS =
            List.of(HOUR, Duration.ZERO, HOUR.negated(), HOUR, HOUR.negated());
    private static final int WRITERS = 4;

    @Override
    public void run(Cluster cluster, Run run) throws Exception {
        cluster.nodes().forEach(n -> Quiet.awaitReady(n, run));
        Ledger ledger = Clients.ledger(cluster, "clock");
        int wanted = run.count(STEPS.size(), 10 * STEPS.size());
        int steps = 0;
        Load load = Load.start(cluster, ledger, WRITERS);
        try (load;
                WrongClocks clocks = new WrongClocks(cluster)) {
            for (; steps < wanted && run.hasTime(); steps++) {
                Duration ahead = STEPS.get(steps % STEPS.size());
                step(cluster, clocks, ahead);
                if (!goesOn(load, run.count(10, 40))) {
                    run.found("does not go on after clocks have jumped to " + ahead);
                }
            }
        }
        run.figure("steps", steps);
        report(run, load);
        Duration ahead = Duration.between(Instant.now(), new LogTable(cluster).lastRecorded());
        run.figure("the log's last time is ahead of the clock by", ahead.toMinutes() + " min");
        if (ahead.compareTo(HOUR.dividedBy(2)) < 0) {
            run.found("the clock of PostgreSQL has not jumped");
        }
        run.found(Quiet.settle(cluster, run, ledger).wrong());
        run.found(new LogTable(cluster).unsound());
    }

    private static void step(Cluster cluster, WrongClocks clocks, Duration ahead) throws Exception {
        clocks.stepPostgres(ahead);
        boolean same = true;
        for (Node node : cluster.nodes()) {
            clocks.step(node, same ? ahead : ahead.negated());
            same = !same;
        }
    }

    /** Whether this many writes and reads succeed one after the other. */
    private static boolean goesOn(Load load, int wanted) {
        for (int n = 0; n < wanted; n++) {
            long now = System.nanoTime();
            if (!load.awaitWrite(now, PATIENCE) || !load.awaitRead(now, PATIENCE)) {
                return false;
            }
        }
        return true;
    }

    private static void report(Run run, Load load) {
        run.found(load.broken().stream().map(a -> "an answer was " + a).toList());
        run.figure("answered 503 or not at all", load.unknown());
        if (load.unknown() > 0) {
            run.found(load.unknown() + " requests were not answered, only for a clock that jumps");
        }
        List<Answer> slow = load.slowerThan(SLOW);
        if (!slow.isEmpty()) {
            run.found(slow.size() + " answers took longer than 5 s, such as " + slow.getFirst());
        }
    }
}
