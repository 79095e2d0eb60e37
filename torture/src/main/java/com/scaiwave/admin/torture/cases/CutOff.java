package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Postgres;
import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Ledger;
import com.scaiwave.admin.torture.Case;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.client.LogTable;
import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Cluster.Topology;
import com.scaiwave.admin.torture.cluster.Node;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * PostgreSQL, its network, its disk or a node fails, and no process of ours ends. Each request must
 * still get an allowed answer within five seconds, and our processes must recover by themselves.
 */
public final class CutOff implements Case {
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration EACH_WAY = Duration.ofMillis(200);

    /** The delay that two busy cores may add to an answer before it is measured. */
    private static final Duration SLACK = Duration.ofMillis(500);

    private static final int WRITERS = 4;

    /** In a short run only the first fault is tried, so the 5 s of a full disk are not. */
    private static final int SHORT_TROUBLES = 1;

    @Override
    public void run(Cluster cluster, Run run) throws Exception {
        Ledger ledger = Clients.ledger(cluster, "cut-off");
        List<Trouble> troubles = troubles(cluster);
        int times = run.count(SHORT_TROUBLES, 3 * troubles.size());
        for (int n = 0; n < times && run.hasTime(); n++) {
            during(cluster, run, ledger, troubles.get(n % troubles.size()));
        }
        if (!run.isShort() && cluster.topology() == Topology.SPLIT && cluster.disk().isEmpty()) {
            run.figure("the disk is full", "left out: this process may not mount one");
        }
        run.found(Quiet.settle(cluster, run, ledger).wrong());
        run.found(new LogTable(cluster).unsound());
    }

    private static List<Trouble> troubles(Cluster cluster) {
        Postgres postgres = cluster.postgres();
        List<Trouble> all = new ArrayList<>();
        cluster.network()
                .ifPresent(network -> {
                    all.add(
                            new Trouble(
                                    "the network swallows",
                                    () -> {
                                        network.swallow();
                                        return network::heal;
                                    }));
                });
        cluster.disk()
                .ifPresent(disk -> {
                    all.add(
                            new Trouble(
                                    "the disk is full",
                                    () -> {
                                        disk.fill();
                                        return () -> {
                                            disk.free();
                                            cluster.restartPostgres();
                                        };
                                    }));
                });
        all.add(
                new Trouble(
                        "PostgreSQL is paused",
                        () -> {
                            postgres.freeze();
                            return postgres::thaw;
                        }));
        all.add(new Trouble("the append lock is held", () -> holdAppendLock(postgres)));
        all.add(new Trouble("connections are used up", () -> useUp(postgres)));
        cluster.network()
                .ifPresent(network -> {
                    all.add(
                            new Trouble(
                                    "the network is cut",
                                    () -> {
                                        network.cut();
                                        return network::heal;
                                    }));
                    all.add(
                            new Trouble(
                                    "the network is slow",
                                    () -> {
                                        network.slow(EACH_WAY);
                                        return network::heal;
                                    }));
                });
        if (cluster.topology() == Topology.SPLIT) {
            // The other nodes go on. A request to a frozen process itself gets no answer, so all go
            // through the door.
            cluster.nodes().stream()
                    .filter(n -> !n.url().equals(cluster.door()))
                    .map(n -> new Trouble(n + " is frozen", true, () -> frozen(n)))
                    .forEach(all::add);
        }
        return all;
    }

    private static void during(Cluster cluster, Run run, Ledger ledger, Trouble trouble)
            throws Exception {
        String what = trouble.name();
        run.say(what);
        List<URI> doors = trouble.throughDoor() ? List.of(cluster.door()) : cluster.writeDoors();
        Load load = Load.start(cluster, ledger, WRITERS, doors);
        try (load) {
            Relief relief = trouble.begins().now();
            try {
                LockSupport.parkNanos(Duration.ofSeconds(run.count(6, 12)).toNanos());
            } finally {
                relief.end();
            }
            long over = System.nanoTime();
            if (!load.awaitWrite(over, PATIENCE) || !load.awaitRead(over, PATIENCE)) {
                run.found("does not recover by itself after: " + what);
            }
            run.figure(
                    "until all is well after: " + what,
                    Duration.ofNanos(System.nanoTime() - over).toMillis() + " ms");
        }
        report(run, what, load);
    }

    private static void report(Run run, String what, Load load) {
        List<Answer> slow = load.slowerThan(MOST.plus(SLACK));
        if (!slow.isEmpty()) {
            run.found(
                    "%s: %d answers took longer than 5 s, such as %s"
                            .formatted(what, slow.size(), slow.getFirst()));
        }
        load.broken().stream().limit(2).forEach(a -> run.found(what + ": an answer was " + a));
        run.figure("answered 503 or not at all while " + what, load.unknown());
        run.figure(
                "slowest answer while " + what,
                load.slowerThan(Duration.ZERO).stream()
                        .findFirst()
                        .map(a -> a.took().toMillis() + " ms")
                        .orElse("under a second"));
    }

    private static Relief frozen(Node node) {
        node.freeze();
        return node::thaw;
    }

    /** Holds the lock as a writer that hangs in the middle of an append. */
    private static Relief holdAppendLock(Postgres postgres) throws SQLException {
        Connection connection = postgres.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "select pg_advisory_xact_lock('log_administration.events'::regclass::oid::bigint)");
        }
        return connection::close;
    }

    /** Takes all free connections, and those that the nodes' pools give back. */
    private static Relief useUp(Postgres postgres) throws SQLException {
        List<Connection> taken = new ArrayList<>();
        try {
            while (true) {
                taken.add(postgres.connect());
            }
        } catch (SQLException e) {
            // There are no more connections.
        }
        try (Statement statement = taken.getFirst().createStatement()) {
            statement.execute(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where usename like 'scaiwave%'
                    """);
        }
        try {
            while (true) {
                taken.add(postgres.connect());
            }
        } catch (SQLException e) {
            // There are no more connections.
        }
        return () -> {
            for (Connection connection : taken) {
                connection.close();
            }
        };
    }

    /** A fault of a deployment. */
    private record Trouble(String name, boolean throughDoor, Beginning begins) {
        Trouble(String name, Beginning begins) {
            this(name, false, begins);
        }
    }

    private interface Beginning {
        Relief now() throws Exception;
    }

    /** Ends a fault. */
    private interface Relief {
        void end() throws Exception;
    }
}
