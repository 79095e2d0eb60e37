package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.http.Ledger;
import com.scaiwave.admin.torture.Case;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.client.LogTable;
import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Cluster.Topology;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Checks the ledger: it must see the losses of a PostgreSQL that does not wait for its disk.
 * Followers of the log then hold positions that were lost, and stop; so this case comes last.
 */
public final class Lossy implements Case {
    private static final Duration LOADED = Duration.ofSeconds(2);
    private static final int WRITERS = 6;
    private static final int MOST = 8;

    /** Only where this test starts PostgreSQL: the product refuses to start on such a one. */
    @Override
    public Set<Topology> topologies() {
        return Set.of(Topology.SPLIT);
    }

    @Override
    public void run(Cluster cluster, Run run) throws Exception {
        durable(cluster, "off");
        Ledger ledger = Clients.ledger(cluster, "lossy");
        long lost = 0;
        int kills = 0;
        try (Load load = Load.start(cluster, ledger, WRITERS)) {
            while (lost == 0 && kills < MOST) {
                LockSupport.parkNanos(LOADED.toNanos());
                cluster.postgres().kill9();
                kills++;
                long killed = System.nanoTime();
                cluster.restartPostgres();
                load.awaitWrite(killed, Duration.ofSeconds(60));
                lost = new LogTable(cluster).lost(ledger);
            }
        } finally {
            durable(cluster, "on");
        }
        run.figure("kills", kills);
        run.figure("lost", lost);
        if (lost == 0) {
            run.found("nothing was seen to be lost with synchronous_commit = off");
        }
    }

    /** Takes effect for new connections, and there are only new ones. */
    private static void durable(Cluster cluster, String value) throws SQLException {
        try (Connection connection = cluster.postgres().connect();
                Statement statement = connection.createStatement()) {
            // Otherwise a pause of a fifth of a second would write everything to disk.
            statement.execute(
                    value.equals("off")
                            ? "alter system set wal_writer_delay = '10s'"
                            : "alter system reset wal_writer_delay");
            statement.execute("select pg_reload_conf()");
            statement.execute("alter role scaiwave_command set synchronous_commit = " + value);
            statement.execute(
                    """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where usename = 'scaiwave_command'
                    """);
        }
    }
}
