package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Together;
import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import com.scaiwave.admin.testkit.http.Ledger;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.client.StoredEventIds;
import com.scaiwave.admin.torture.client.Subscriber;
import com.scaiwave.admin.torture.cluster.Cluster;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Another tenant's ordinary work: twenty requests a second from many clients, so that requests are
 * sent when they are due, however long others take. A request's time counts from when it was due.
 * The clients are platform threads, as virtual ones would wait for the load's carriers.
 */
final class Neighbour implements AutoCloseable {
    private static final int CLIENTS = 20;
    private static final Duration RATE = Duration.ofSeconds(1);
    private static final Duration LATE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final Ledger ledger;
    private final Subscriber subscriber;
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private Map<String, List<Long>> took = new TreeMap<>();
    private volatile int stage;
    private volatile boolean stopped;

    private Neighbour(Cluster cluster, Ledger ledger) {
        this.cluster = cluster;
        this.ledger = ledger;
        Client client = ledger.client();
        this.subscriber =
                new Subscriber(
                        client, List.of(cluster.door()), Subscriber.end(client, cluster.door()));
    }

    static Neighbour start(Cluster cluster) {
        Client operator = Clients.operator(cluster, "neighbour-operator");
        String tenant = Clients.tenants(operator, cluster.door(), 1).getFirst();
        Neighbour neighbour =
                new Neighbour(
                        cluster,
                        new Ledger("neighbour", unique -> Clients.admin(cluster, unique, tenant)));
        for (int n = 0; n < CLIENTS; n++) {
            int client = n;
            neighbour.threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("neighbour-" + n)
                            .start(() -> neighbour.work(client)));
        }
        return neighbour;
    }

    /** Drops the times so far: the processes may just have started. */
    synchronized void isWarm() {
        took.clear();
    }

    /**
     * Ends a stage: reports its figures and errors, without the requests that are still running.
     */
    void ends(Run run, String name) {
        Map<String, List<Long>> kinds;
        synchronized (this) {
            kinds = took;
            took = new TreeMap<>();
            errors.forEach(e -> run.found("another tenant, " + name + ": " + e));
            errors.clear();
            stage++;
        }
        int count = 0;
        int late = 0;
        for (Map.Entry<String, List<Long>> kind : kinds.entrySet()) {
            List<Long> sorted = kind.getValue().stream().sorted().toList();
            run.figure(name + ": " + kind.getKey(), figures(sorted));
            count += sorted.size();
            late += (int) sorted.stream().filter(t -> t > LATE.toMillis()).count();
        }
        if (isTimed(run) && late * 100 > count + 99) {
            run.found(
                    "%s, %d of another tenant's %d requests took longer than %s"
                            .formatted(name, late, count, LATE));
        }
    }

    /** Only the long form checks times, since a build shares the machine with others. */
    private static boolean isTimed(Run run) {
        return run.count(0, 1) == 1;
    }

    /**
     * At the end: checks that its stream never broke and missed nothing, and that no write was
     * lost.
     */
    void settle(Run run) throws SQLException {
        run.found(Quiet.settle(cluster, run, ledger).wrong());
        List<String> expected = new StoredEventIds(cluster).of(ledger.events());
        Waiting.isTrueWithin(PATIENCE, () -> subscriber.count() >= expected.size());
        List<String> got = subscriber.ids();
        subscriber.close();
        if (!got.equals(expected)) {
            run.found(
                    "another tenant's stream has %d events, and its log %d"
                            .formatted(got.size(), expected.size()));
        }
        if (subscriber.connections() != 1) {
            run.found(
                    "another tenant's stream broke %d times"
                            .formatted(subscriber.connections() - 1));
        }
    }

    /** Stops the clients, and returns when the last answer has arrived. */
    @Override
    public void close() {
        stopped = true;
        Together.join(threads);
    }

    private void work(int client) {
        long due = System.nanoTime() + client * RATE.dividedBy(CLIENTS).toNanos();
        int current = stage;
        for (int n = client; !stopped; n++) {
            if (stage != current) {
                current = stage;
                due = System.nanoTime();
            }
            while (due - System.nanoTime() > 0 && !stopped) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            Call call = call(client, n);
            Answer answer =
                    call.method().equals("PUT")
                            ? ledger.send(cluster.door(), call)
                            : ledger.client().send(cluster.door(), call);
            note(call, answer, answer.ended() - due);
            due += RATE.toNanos();
        }
    }

    private static Call call(int client, int n) {
        return switch (n % 4) {
            case 0 -> Call.put("/v1/admin/prompt-studio", Load.settings("c" + client + "-" + n));
            case 1 -> Call.get("/v1/admin/ai-config");
            case 2 -> Call.get("/v1/admin/audit?limit=20");
            default -> Call.get("/v1/admin/participants");
        };
    }

    private synchronized void note(Call call, Answer answer, long nanos) {
        String kind = call.method() + " " + call.target().replaceAll("^/v1/admin/|\\?.*", "");
        took.computeIfAbsent(kind, _ -> new ArrayList<>()).add(nanos / 1_000_000);
        if (!answer.isAcknowledged()) {
            errors.add(kind + ": " + answer);
        }
    }

    private static String figures(List<Long> sorted) {
        return "p50 %d, p99 %d, max %d ms, of %d"
                .formatted(
                        sorted.get(sorted.size() / 2),
                        sorted.get((sorted.size() * 99 - 1) / 100),
                        sorted.getLast(),
                        sorted.size());
    }
}
