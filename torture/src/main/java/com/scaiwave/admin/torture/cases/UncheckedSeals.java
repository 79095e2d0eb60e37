package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import com.scaiwave.admin.torture.Case;
import com.scaiwave.admin.torture.Run;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.client.LogTable;
import com.scaiwave.admin.torture.client.SealedTree;
import com.scaiwave.admin.torture.client.SealerTables;
import com.scaiwave.admin.torture.cluster.Backup;
import com.scaiwave.admin.torture.cluster.Cluster;
import com.scaiwave.admin.torture.cluster.Cluster.Topology;
import com.scaiwave.admin.torture.cluster.Node;
import com.scaiwave.admin.torture.mutant.Mutation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Tests that the sealer signs neither a damaged tree nor a log that was restored to an earlier
 * state, and that the checkers of {@link Sealers} and {@link Crash} find both when its check is
 * disabled. Two sealers that are paused and woken don't need these checks: both build the same
 * tree, since it follows from the log.
 *
 * <p>The damaged tree stays signed, and nothing more is sealed; so this case is one of the last.
 */
public final class UncheckedSeals implements Case {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOST = 3;

    @Override
    public void run(Cluster cluster, Run run) throws Exception {
        Scene scene = new Scene(cluster, run);
        if (cluster.topology() == Topology.SPLIT) {
            // Otherwise the process starts PostgreSQL itself, at any moment.
            scene.restoredLog();
            // Without the memory of what they have signed of the log that was replaced.
            List<Node> sealers = Sealers.of(cluster);
            sealers.forEach(Node::kill9);
            sealers.forEach(Node::launch);
            sealers.forEach(Node::awaitReady);
            Quiet.awaitReady(cluster, run);
        }
        scene.damagedTree();
    }

    private static final class Scene {
        private final Cluster cluster;
        private final Run run;
        private final Client client;
        private final String tenant;
        private final LogTable log;
        private final SealerTables sealer;

        Scene(Cluster cluster, Run run) {
            this.cluster = cluster;
            this.run = run;
            this.client = Clients.operator(cluster, "seals");
            this.tenant = Clients.tenants(client, cluster.door(), 1).getFirst();
            this.log = new LogTable(cluster);
            this.sealer = new SealerTables(cluster);
        }

        /** A database that is restored from a backup loses events that were sealed. */
        void restoredLog() throws Exception {
            Backup backup = Backup.take(cluster, run.folder().resolve("backup"));
            CheckpointWatch watch = CheckpointWatch.start(cluster);
            long size = log.head() + LOST;
            writeTo(size, "lost");
            await(() -> watch.hasSeen(size) && sealer.published() == size);
            backup.restore();
            writeTo(size, "other");
            expectRefusal("a log that was restored to an earlier state");
            run.found(watch.wrong());
            List<String> wrong;
            try (Mutation _ = Mutation.historyIsForgotten(cluster)) {
                await(() -> !watch.wrong().isEmpty() && sealer.published() == size);
                wrong = new SealedTree(cluster).unsound(watch.end());
            }
            expectSeen(watch.wrong(), "two roots were shown for the size " + size);
            expectSeen(wrong, "two roots were signed for the size " + size);
        }

        /** A bit of a stored tile flips after the checkpoint above it was signed. */
        void damagedTree() throws Exception {
            // The sealer reads the last tile only if it is not full.
            writeTo((log.head() | 1) + 2, "before");
            long size = log.head();
            await(() -> sealer.signed() == size);
            CheckpointWatch watch = CheckpointWatch.start(cluster);
            sealer.flip(size - 1);
            writeTo(size + 1, "after");
            expectRefusal("a tree that was damaged");
            try (Mutation _ = Mutation.treesNeedNotExtend(cluster)) {
                await(() -> sealer.signed() == size + 1);
            } finally {
                sealer.flip(size - 1);
            }
            List<String> wrong = new SealedTree(cluster).unsound(watch.end());
            expectSeen(wrong, "the checkpoint of size " + (size + 1) + " is not of the tree");
        }

        private void expectRefusal(String what) throws SQLException {
            if (!Waiting.isTrueWithin(PATIENCE, () -> sealer.refuses() && !isShown())
                    || sealer.signed() == log.head()) {
                run.found("the sealer does not refuse to sign " + what);
            }
        }

        private boolean isShown() {
            return client.send(cluster.door(), CheckpointWatch.CHECKPOINT).status() == 200;
        }

        private void expectSeen(List<String> wrong, String what) {
            if (wrong.contains(what)) {
                run.figure(what, "seen without the check");
            } else {
                run.found("not seen without the check: " + what + ", but " + wrong);
            }
        }

        /** Writes single events up to a position. */
        private void writeTo(long position, String value) throws SQLException {
            while (log.head() < position) {
                String next = value + log.head();
                await(() -> {
                    // The same value again records nothing.
                    Call call = Call.put("/v1/admin/prompt-studio", Load.settings(next));
                    Answer answer = client.send(cluster.door(), call.on(tenant));
                    return answer.isAcknowledged();
                });
            }
        }

        private void await(Callable<Boolean> condition) {
            if (!Waiting.isTrueWithin(PATIENCE, condition)) {
                throw new IllegalStateException("does not go on");
            }
        }
    }
}
