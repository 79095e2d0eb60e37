package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Ledger;
import com.scaiwave.admin.testkit.http.Operation;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.cluster.Cluster;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Writers and a reader that go on whatever happens: settings that all writers change, participants,
 * appends of several events, and requests that must be refused.
 */
final class Load implements AutoCloseable {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    private final Cluster cluster;
    private final Ledger ledger;
    private final List<URI> doors;
    private final List<String> tenants;
    private final List<String> models;
    private final Repeating clients = new Repeating();
    private final Queue<Answer> broken = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> slowest = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unknown = new AtomicInteger();
    private volatile long lastWrite;
    private volatile long lastRead;

    private Load(
            Cluster cluster,
            Ledger ledger,
            List<URI> doors,
            List<String> tenants,
            List<String> models) {
        this.cluster = cluster;
        this.ledger = ledger;
        this.doors = List.copyOf(doors);
        this.tenants = List.copyOf(tenants);
        this.models = List.copyOf(models);
    }

    /** Starts the load: one tenant per writer, and the first one for all of them. */
    static Load start(Cluster cluster, Ledger ledger, int writers) {
        return start(cluster, ledger, writers, cluster.writeDoors());
    }

    /**
     * Starts the load with given doors.
     *
     * @param doors take the writes in turn
     */
    static Load start(Cluster cluster, Ledger ledger, int writers, List<URI> doors) {
        URI door = cluster.door();
        List<String> tenants = Clients.tenants(ledger.client(), door, writers);
        Load load =
                new Load(cluster, ledger, doors, tenants, models(ledger, door, tenants.getFirst()));
        for (String tenant : tenants) {
            load.ledger.send(door, load.configuration(tenant, Set.of(load.models.getFirst())));
            load.clients.start(n -> load.write(tenant, n));
        }
        load.clients.start(load::read);
        return load;
    }

    /** The slugs of some models of the catalog. */
    static List<String> models(Ledger ledger, URI door, String tenant) {
        return ledger.client()
                .demand(door, Call.get("/v1/admin/models/catalog").on(tenant))
                .data()
                .valueStream()
                .limit(4)
                .map(m -> m.get("slug").asString())
                .toList();
    }

    /** Whether a write that began since then was acknowledged, in time. */
    boolean awaitWrite(long since, Duration patience) {
        return Waiting.isTrueWithin(patience, () -> lastWrite - since > 0);
    }

    /** Whether a read that began since then was answered, in time. */
    boolean awaitRead(long since, Duration patience) {
        return Waiting.isTrueWithin(patience, () -> lastRead - since > 0);
    }

    /** How many requests have an unknown outcome. */
    int unknown() {
        return unknown.get();
    }

    /** Answers that the contract does not allow, such as a 500. */
    List<Answer> broken() {
        return List.copyOf(broken);
    }

    /** The answers that took longer than a time, slowest first. */
    List<Answer> slowerThan(Duration most) {
        return slowest.stream()
                .filter(a -> a.took().compareTo(most) > 0)
                .sorted(Comparator.comparing(Answer::took).reversed())
                .toList();
    }

    /** Stops the load, and returns when the last answer has arrived. */
    @Override
    public void close() {
        clients.close();
    }

    private void write(String tenant, int n) {
        Operation operation =
                switch (n % 5) {
                    case 0 -> settings(tenants.getFirst(), n);
                    case 1 -> settings(tenant, n);
                    case 2 -> participant(tenant, n);
                    case 3 ->
                            configuration(
                                    tenant,
                                    n % 2 == 0 ? Set.of(models.getFirst()) : Set.copyOf(models));
                    default -> refused(tenant, n);
                };
        Answer answer = ledger.send(doors.get(n % doors.size()), operation);
        note(answer);
        if (answer.isAcknowledged() && answer.began() - lastWrite > 0) {
            lastWrite = answer.began();
        }
    }

    private void read(int n) {
        String tenant = tenants.get(n % tenants.size());
        Answer answer =
                ledger.client()
                        .send(cluster.door(), Call.get("/v1/admin/prompt-studio").on(tenant));
        note(answer);
        if (answer.isAcknowledged()) {
            lastRead = answer.began();
        }
    }

    private void note(Answer answer) {
        if (answer.took().toMillis() > 1000) {
            slowest.add(answer);
        }
        if (answer.status() != 0 && !answer.isPromised()) {
            broken.add(answer);
        }
        if (answer.isUnknown()) {
            unknown.incrementAndGet();
            LockSupport.parkNanos(AFTER_FAILURE.toNanos());
        }
    }

    private Operation settings(String tenant, int n) {
        return ledger.write(Call.put("/v1/admin/prompt-studio", settings("v" + n)).on(tenant));
    }

    static String settings(String value) {
        return """
        {"enabled": true, "allowlist": {"roles": ["%s"], "groups": []}}
        """
                .formatted(value);
    }

    private Operation participant(String tenant, int n) {
        String body = participant(models.getFirst(), "p" + n);
        return ledger.write(Call.post("/v1/admin/participants/model", body).on(tenant));
    }

    static String participant(String model, String localId) {
        return """
        {"model": "%s", "local_id": "%s", "display_name": "Torture", "system_prompt": "",
         "default_response_mode": "streaming"}
        """
                .formatted(model, localId);
    }

    /**
     * A write of several events in one append: models that are enabled or disabled, and a template.
     */
    private Operation configuration(String tenant, Set<String> enabled) {
        String slugs =
                String.join(",", new TreeSet<>(enabled).stream().map(s -> '"' + s + '"').toList());
        String body =
                """
                {"enabled_models": [%s],
                 "system_prompt_templates": [{"name": "brief", "prompt": "%d"}]}
                """
                        .formatted(slugs, clients.next());
        return ledger.write(Call.put("/v1/admin/ai-config", body).on(tenant), enabled);
    }

    private Operation refused(String tenant, int n) {
        Call call = Call.put("/v1/admin/prompt-studio", settings("never" + n)).on(tenant);
        return ledger.write(call.with("If-Match", "\"999999999\""));
    }
}
