package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Together;
import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import com.scaiwave.admin.torture.Case;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.client.StoredEventIds;
import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * One tenant's admin writes, reads and follows as much as the contract allows. Another tenant must
 * not notice, no process may exceed its memory, and afterwards all must be as before.
 */
public final class HungryTenant implements Case {
    private static final List<Integer> STEPS = List.of(16, 100, 250, 500);
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final List<Integer> SHORT_STEPS = List.of(24);
    private static final Duration SHORT_STEP = Duration.ofSeconds(4);
    private static final int PAGES_AT_ONCE = 4;
    private static final int LISTS_AT_ONCE = 16;
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    @Override
    public void run(Cluster cluster, Run run) throws Exception {
        Tally tally = new Tally();
        Neighbour neighbour = Neighbour.start(cluster);
        MemoryWatch memory = MemoryWatch.start(cluster.nodes());
        try (neighbour;
                memory) {
            run(cluster, run, tally, neighbour);
        } finally {
            memory.report(run);
            tally.report(run);
            launchEnded(cluster);
        }
        neighbour.settle(run);
    }

    /** Restarts the processes that have ended: that was reported, and the next cases need them. */
    private static void launchEnded(Cluster cluster) {
        for (Node node : cluster.nodes()) {
            if (!node.isAlive()) {
                node.launch();
                node.awaitReady();
            }
        }
    }

    private static void run(Cluster cluster, Run run, Tally tally, Neighbour neighbour)
            throws Exception {
        HungryData data = HungryData.create(cluster, run);
        neighbour.isWarm();
        HungryRequests requests = new HungryRequests(cluster.door(), data, tally);
        HungryAudit audit = new HungryAudit(cluster, requests, run);
        write(run, requests);
        neighbour.ends(run, "during large writes");
        run.say("first pages of the audit");
        audit.firstPages(PAGES_AT_ONCE);
        audit.readToTheEnd();
        neighbour.ends(run, "during large pages");
        run.say("lists as they were");
        readThePast(requests, data, run);
        neighbour.ends(run, "during lists as they were");
        crowd(run, requests, data);
        neighbour.ends(run, "in the crowd");
        recover(cluster, run, data);
        compare(cluster, run, requests);
        audit.readNewest(run.count(3, 50));
        neighbour.ends(run, "afterwards");
    }

    /**
     * How long a refused request is repeated. The long form has the machine to itself, so nothing
     * may be refused. The short form may run on a busy machine, where 429 and 503 are honest
     * answers: then clients repeat their requests, as real ones do.
     */
    static Duration repeats(Run run) {
        return run.count(1, 0) == 1 ? RECOVERY : Duration.ZERO;
    }

    /** Four clients write large bodies. */
    private static void write(Run run, HungryRequests requests) throws Exception {
        int writes = run.count(40, 1_100);
        run.say(writes + " large writes");
        int done =
                Together.times(
                                PAGES_AT_ONCE,
                                thread -> {
                                    int mine = 0;
                                    for (int n = thread; n < writes; n += PAGES_AT_ONCE) {
                                        int number = n;
                                        mine +=
                                                Waiting.isTrueWithin(
                                                                repeats(run),
                                                                () -> requests.write(number))
                                                        ? 1
                                                        : 0;
                                    }
                                    return mine;
                                })
                        .stream()
                        .mapToInt(n -> n)
                        .sum();
        if (done < writes) {
            run.found("of %d large writes %d were done".formatted(writes, done));
        }
    }

    /** Reads the past; some reads may be refused, but not all. */
    private static void readThePast(HungryRequests requests, HungryData data, Run run)
            throws Exception {
        for (String target : HungryClients.past(data.position())) {
            String kind = "GET " + target.replaceAll("^/v1/admin/|=\\d+$", "") + ", at once";
            if (!Together.times(LISTS_AT_ONCE, _ -> requests.fetch(kind, target)).contains(true)) {
                run.found(kind + ": none was answered");
            }
        }
    }

    private static void crowd(Run run, HungryRequests requests, HungryData data) {
        boolean brief = run.count(1, 0) == 1;
        try (HungryClients clients = new HungryClients(requests, data.position())) {
            for (int count : brief ? SHORT_STEPS : STEPS) {
                run.say(count + " clients");
                clients.growTo(count);
                LockSupport.parkNanos((brief ? SHORT_STEP : STEP).toNanos());
            }
        }
        run.figure("written in large bodies", requests.bytesWritten() / 1_000_000 + " MB");
    }

    private static void recover(Cluster cluster, Run run, HungryData data) {
        run.say("recovers");
        Quiet.awaitReady(cluster, run);
        for (Node node : cluster.nodes()) {
            Quiet.awaitReady(node, run);
        }
        Call read = Call.get("/v1/admin/ai-config");
        if (!Waiting.isTrueWithin(
                RECOVERY, () -> data.admin().send(cluster.door(), read).status() == 200)) {
            run.found("the hungry tenant itself is not served any more");
        }
        Client operator = Clients.operator(cluster, "hungry-operator");
        if (!Waiting.isTrueWithin(RECOVERY, () -> keepsUp(cluster, operator))) {
            run.found("a projection does not reach the end of the log");
        }
    }

    /** Whether there are projections and all of them are at the end of the log. */
    private static boolean keepsUp(Cluster cluster, Client operator) {
        List<JsonNode> lags = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            Answer health = operator.send(node.url(), Call.get("/actuator/health"));
            lags.addAll(health.json().findValues("lag"));
        }
        return !lags.isEmpty() && lags.stream().allMatch(l -> l.asLong() == 0);
    }

    private static void compare(Cluster cluster, Run run, HungryRequests requests)
            throws Exception {
        Set<String> written = new HashSet<>(requests.written());
        List<String> there = new StoredEventIds(cluster).of(written);
        if (there.size() != written.size() || !written.equals(new HashSet<>(there))) {
            run.found(
                    "of %d events of large writes the log has %d"
                            .formatted(written.size(), there.size()));
        }
    }
}
