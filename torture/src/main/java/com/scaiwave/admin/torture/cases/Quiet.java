package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Ledger;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.client.LogTable;
import com.scaiwave.admin.torture.client.LogTable.Verdict;
import com.scaiwave.admin.torture.client.Subscriber;
import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Node;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** Checks that hold once a case is over: of a ledger, of the log, and of its subscribers. */
final class Quiet {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SETTLING = Duration.ofMinutes(5);

    private Quiet() {}

    /** Settles unknown outcomes, and compares log and audit with the ledger. */
    static Verdict settle(Cluster cluster, Run run, Ledger ledger) throws SQLException {
        awaitReady(cluster, run);
        int unknown = ledger.settle(cluster.door(), SETTLING);
        Verdict verdict = new LogTable(cluster).compare(ledger, cluster.door());
        run.figure("operations", ledger.operations().size());
        run.figure("acknowledged", ledger.acknowledged());
        run.figure("outcome unknown, asked again", unknown);
        run.figure("ledger against log and audit", verdict);
        return verdict;
    }

    static void awaitReady(Cluster cluster, Run run) {
        if (!Waiting.isTrueWithin(PATIENCE, () -> isReady(cluster.door()))) {
            run.found("the deployment does not become ready again");
        }
    }

    static void awaitReady(Node node, Run run) {
        if (!Waiting.isTrueWithin(PATIENCE, () -> isReady(node.url()))) {
            run.found(node + " does not become ready");
        }
    }

    static boolean isReady(URI door) {
        return Clients.anonymous().send(door, Call.get("/actuator/health/readiness")).status()
                == 200;
    }

    /** Checks that each subscriber got each event once, in the order of the log. */
    static void compare(Cluster cluster, Run run, long from, List<Subscriber> subscribers)
            throws SQLException {
        List<String> expected = new LogTable(cluster).streamedAfter(from);
        for (Subscriber subscriber : subscribers) {
            Waiting.isTrueWithin(PATIENCE, () -> subscriber.count() >= expected.size());
            List<String> ids = subscriber.ids();
            if (!ids.equals(expected)) {
                run.found("a subscriber got %s".formatted(difference(ids, expected)));
            }
        }
        run.figure(
                "events to each of %d subscribers".formatted(subscribers.size()), expected.size());
        run.figure(
                "connections of the subscribers",
                subscribers.stream().mapToInt(Subscriber::connections).sum());
    }

    private static String difference(List<String> ids, List<String> expected) {
        int doubled = ids.size() - new HashSet<>(ids).size();
        HashSet<String> missing = new HashSet<>(expected);
        missing.removeAll(ids);
        HashSet<String> foreign = new HashSet<>(ids);
        foreign.removeAll(expected);
        return "%d events of %d: %d twice, %d not, %d that are not in the log, else out of order"
                .formatted(ids.size(), expected.size(), doubled, missing.size(), foreign.size());
    }
}
