package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import com.scaiwave.admin.torture.Case;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.client.LogTable;
import com.scaiwave.admin.torture.client.Subscriber;
import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Cluster.Topology;
import com.scaiwave.admin.torture.cluster.Node;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Subscribers whose connections break all the time, while thousands of events arrive and nodes
 * restart. Each gets each event once, in order, as SSE and as pages.
 */
public final class Streaming implements Case {
    private static final int BATCH = 50;
    private static final int SUBSCRIBERS = 4;

    @Override
    public void run(Cluster cluster, Run run) throws Exception {
        Client operator = Clients.operator(cluster, "stream");
        String tenant = Clients.tenants(operator, cluster.door(), 1).getFirst();
        long from = new LogTable(cluster).head();
        String end = Subscriber.end(operator, cluster.door());
        List<Subscriber> subscribers =
                IntStream.range(0, SUBSCRIBERS)
                        .mapToObj(n ->
                                new Subscriber(
                                        operator,
                                        n % 2 == 0 ? List.of(cluster.door()) : cluster.readDoors(),
                                        end))
                        .toList();
        int events = run.count(500, 100_000);
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger kills = new AtomicInteger();
        Thread breaking =
                Thread.ofVirtual().start(() -> disturb(cluster, run, subscribers, kills, done));
        try {
            write(cluster, run, tenant, 0, events / 2);
            if (cluster.topology() == Topology.SPLIT && kills.get() == 0) {
                Quiet.awaitReady(cluster, run);
                killOne(cluster, run.random(2), kills);
            }
            write(cluster, run, tenant, events / 2, events);
            run.figure("kills", kills.get());
        } finally {
            done.set(true);
            breaking.join();
        }
        Quiet.awaitReady(cluster, run);
        Quiet.compare(cluster, run, from, subscribers);
        subscribers.forEach(Subscriber::close);
        List<String> paged = pages(operator, cluster.door(), end, run.random(99));
        List<String> expected = new LogTable(cluster).streamedAfter(from);
        if (!paged.equals(expected)) {
            run.found(
                    "pages had %d events, not the %d of the log"
                            .formatted(paged.size(), expected.size()));
        }
        run.found(new LogTable(cluster).unsound());
    }

    private static void write(Cluster cluster, Run run, String tenant, int from, int to) {
        Client platform = Clients.platform(cluster, "platform");
        int written = from;
        while (written < to && run.hasTime()) {
            int first = written;
            String body =
                    IntStream.range(first, first + BATCH)
                            .mapToObj(n -> room(tenant, n))
                            .collect(Collectors.joining(",", "[", "]"));
            // A repeated report counts as duplicates, so a request without an answer is sent again.
            Answer answer = report(platform, cluster.door(), body);
            if (answer.isRefused() || (answer.status() != 0 && !answer.isPromised())) {
                run.found("a report was answered " + answer);
            }
            if (answer.isAcknowledged()) {
                written += BATCH;
                if (written % 10_000 == 0) {
                    run.say(written + " events");
                }
            }
        }
        run.figure("events written", written);
    }

    private static Answer report(Client platform, URI door, String body) {
        return platform.send(
                door,
                Call.post("/v1/platform/events", body)
                        .with("Content-Type", "application/cloudevents-batch+json"));
    }

    private static String room(String tenant, int n) {
        return """
        {"specversion": "1.0", "type": "swp.room.create", "source": "/torture", "id": "%s-%d",
         "time": "%s", "tenantid": "%s",
         "data": {"room_id": "room-%d", "room_type": "chat", "name": "Room"}}
        """
                .formatted(tenant, n, Instant.now(), tenant, n);
    }

    private static void disturb(
            Cluster cluster,
            Run run,
            List<Subscriber> subscribers,
            AtomicInteger kills,
            AtomicBoolean done) {
        Random random = run.random(1);
        boolean many = cluster.topology() == Topology.SPLIT;
        for (int n = 1; !done.get(); n++) {
            subscribers.get(random.nextInt(subscribers.size())).interrupt();
            LockSupport.parkNanos(Duration.ofMillis(20 + random.nextInt(200)).toNanos());
            if (many && n % 20 == 0 && areReady(cluster)) {
                killOne(cluster, random, kills);
            }
        }
        if (many) {
            cluster.nodes().forEach(Node::awaitReady);
        }
    }

    /** Kills one of the nodes that stream, and starts it again. */
    private static void killOne(Cluster cluster, Random random, AtomicInteger kills) {
        Node node = cluster.nodes().get(2 + random.nextInt(3));
        node.kill9();
        node.launch();
        kills.incrementAndGet();
    }

    /**
     * Whether all nodes are ready: only one may be down at a time, or nothing would be streamed.
     */
    private static boolean areReady(Cluster cluster) {
        return cluster.nodes().stream().allMatch(n -> Quiet.isReady(n.url()));
    }

    private static List<String> pages(Client client, URI door, String after, Random random) {
        List<String> ids = new ArrayList<>();
        String from = after;
        while (true) {
            int limit = 1 + random.nextInt(1000);
            Answer page =
                    client.demand(
                            door, Call.get("/v1/admin/events?limit=" + limit + "&after=" + from));
            page.data().forEach(e -> ids.add(e.get("id").asString()));
            from = page.meta().get("next_after").asString();
            if (page.data().isEmpty()) {
                return ids;
            }
        }
    }
}
