package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import com.scaiwave.admin.torture.Case;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Node;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM in the middle of a request: the request is answered as usual, and then the process ends.
 */
public final class Stop implements Case {
    private static final String SETTINGS = "/v1/admin/prompt-studio";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A request that waits this long may be given up with a 503, as on a machine that is busy. */
    private static final Duration LONG = Duration.ofMillis(2_500);

    /** The common pool has few threads, and the signal must not wait for the request. */
    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

    @Override
    public void run(Cluster cluster, Run run) throws Exception {
        Client client = Clients.operator(cluster, "stop");
        String tenant = Clients.tenants(client, cluster.door(), 1).getFirst();
        Call write = Call.put(SETTINGS, Load.settings("stop")).on(tenant);
        Call read = Call.get(SETTINGS).on(tenant);
        List<Duration> ends = new ArrayList<>();
        for (Node node : nodes(cluster, run)) {
            boolean writes = cluster.writeDoors().contains(node.url());
            if (writes) {
                ends.add(stop(cluster, run, node, client, write, "scaiwave_command"));
            }
            if (cluster.readDoors().contains(node.url()) && !(run.isShort() && writes)) {
                ends.add(stop(cluster, run, node, client, read, "scaiwave_query"));
            }
        }
        run.figure("stopped in the middle of a request, and ended", ends);
    }

    /** In a short run one process of each kind, and that once. */
    private static List<Node> nodes(Cluster cluster, Run run) {
        return cluster.nodes().stream()
                .filter(node -> !run.isShort() || !node.name().endsWith("-2"))
                .toList();
    }

    /** Locks the log's table until the process accepts no more connections. */
    private static Duration stop(
            Cluster cluster, Run run, Node node, Client client, Call call, String role)
            throws Exception {
        run.say(node + " during a " + call.method());
        CompletableFuture<Answer> answer;
        CompletableFuture<Boolean> ended;
        long asked;
        long told;
        try (Connection connection = cluster.postgres().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table log_administration.events in access exclusive mode");
            asked = System.nanoTime();
            answer = CompletableFuture.supplyAsync(() -> client.send(node.url(), call), THREADS);
            if (!Waiting.isTrueWithin(PATIENCE, () -> waits(cluster, role))) {
                run.found("a " + call.method() + " does not reach the log");
            }
            told = System.nanoTime();
            ended = CompletableFuture.supplyAsync(node::stop, THREADS);
            if (!Waiting.isTrueWithin(PATIENCE, () -> isClosed(node.url()))) {
                run.found(node + " takes connections after SIGTERM");
            }
        }
        boolean mayBeGivenUp = System.nanoTime() - asked > LONG.toNanos();
        Answer received = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!received.isAcknowledged() && !(mayBeGivenUp && received.isPromised())) {
            run.found(node + " was stopped, and answered " + received);
        }
        if (!ended.get()) {
            run.found(node + " had to be killed");
        }
        Duration took = Duration.ofNanos(System.nanoTime() - told);
        node.launch();
        node.awaitReady();
        Quiet.awaitReady(cluster, run);
        return took;
    }

    private static boolean waits(Cluster cluster, String role) {
        try (Connection connection = cluster.postgres().connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select count(*) from pg_stat_activity
                                where wait_event_type = 'Lock' and usename = '%s'
                                """
                                        .formatted(role))) {
            row.next();
            return row.getLong(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isClosed(URI door) {
        return Clients.anonymous().send(door, Call.get("/actuator/health/liveness")).status() == 0;
    }
}
