package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.assembly.DatabaseRole;
import com.scaiwave.admin.assembly.Pools;
import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.bed.Settings;
import com.scaiwave.admin.bench.load.Callers;
import com.scaiwave.admin.bench.load.Samples;
import com.scaiwave.admin.bench.report.Figure;
import com.scaiwave.admin.bench.report.Series;
import com.scaiwave.admin.bench.report.Target;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.follow.LogTail;
import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.StoredTrees.Signed;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.sealing.Sealing;
import com.scaiwave.admin.proofs.tlog.MerkleTree;
import com.scaiwave.admin.proofs.tlog.Tiles;
import com.scaiwave.admin.proofs.verify.LogVerification;
import com.scaiwave.admin.proofs.verify.Report;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Row 13: what sealing costs appends, and itself; how long it takes to verify a long log, and to
 * prove an event of it. With and without sealing are measured in turn, on two logs of one server.
 */
final class Proofs implements Measurement {
    static final int ROW = 13;
    private static final int CALLERS = 128;
    private static final int PROOFS = 500;
    private static final long LEAVES = 5_000_000;
    private static final String POSITION = "select position from proofs.sealer";

    @Override
    public List<Figure> measure(Bed bed, Set<Integer> wanted) throws Exception {
        List<Figure> figures = new ArrayList<>(appends(bed));
        try (LogDatabase database = LogDatabase.filled(bed, "sealed", bed.settings().events());
                HikariDataSource query = Pools.pool("query", database.as(DatabaseRole.QUERY), 8)) {
            EventLog log = database.log(query);
            bed.say("sealing " + log.head() + " events");
            try (Sealing sealing = sealing(database, log)) {
                sealing.start();
                awaitSealed(database, log.head());
            }
            figures.add(verification(bed, query, log));
            long leaves = bed.settings().quick() ? 20_000 : LEAVES;
            bed.say("growing a tree to " + leaves + " leaves");
            Tree tree = new StoredTrees(JdbcClient.create(query)).trees().getFirst();
            LargeTree.grow(database.sql(), tree, leaves);
            figures.add(proof(bed, query));
        }
        return figures;
    }

    private static List<Figure> appends(Bed bed) throws Exception {
        Settings settings = bed.settings();
        try (LogDatabase plain = LogDatabase.create(bed.server(), "plain");
                LogDatabase sealed = LogDatabase.create(bed.server(), "sealing");
                HikariDataSource query = Pools.pool("query", sealed.as(DatabaseRole.QUERY), 8);
                Sealing sealing = sealing(sealed, sealed.log(query))) {
            Engine without = new Engine(plain.log(), settings.tenants());
            Engine with = new Engine(sealed.log(), settings.tenants());
            sealing.start();
            List<Double> micros = new ArrayList<>();
            Rounds<Samples> rounds =
                    Rounds.run(
                            bed,
                            "appends, with and without sealing",
                            () -> {
                                long before = sealed.log().head();
                                long cpu = sealerNanos();
                                Samples samples = append(with, settings);
                                awaitSealed(sealed, sealed.log().head());
                                long events = sealed.log().head() - before;
                                micros.add((sealerNanos() - cpu) / 1_000.0 / events);
                                return samples;
                            },
                            () -> append(without, settings));
            return List.of(
                    rounds.figure(
                            ROW,
                            "engine, 128 callers, sealed: appends",
                            "/s",
                            Target.ratioAtLeast(0.9),
                            "not sealed",
                            samples -> samples.perSecond(settings.counted())),
                    new Figure(
                            ROW,
                            "the sealer's processor time an event",
                            "µs",
                            Target.atMost(15),
                            new Series(micros),
                            null));
        }
    }

    private static Samples append(Engine engine, Settings settings) {
        return Callers.closed(
                CALLERS, n -> engine.caller(n, CALLERS), settings.warmUp(), settings.counted());
    }

    private static Figure verification(Bed bed, HikariDataSource query, EventLog log) {
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < bed.settings().rounds(); round++) {
            bed.say("verification, round " + (round + 1));
            long begun = System.nanoTime();
            Report report =
                    new LogVerification(log, new StoredTrees(JdbcClient.create(query)), null)
                            .run(Optional.empty(), _ -> {});
            if (!report.isClean() || report.size() != log.head()) {
                throw new IllegalStateException("the log does not verify: " + report.findings());
            }
            seconds.add((System.nanoTime() - begun) / 1e9 * 1_000_000 / report.size());
        }
        return new Figure(
                ROW,
                "verification of a log, for each million events",
                "s",
                Target.atMost(60),
                new Series(seconds),
                null);
    }

    /** The median of random proofs: tiles from PostgreSQL, hashes, and the signed checkpoint. */
    private static Figure proof(Bed bed, HikariDataSource query) {
        StoredTrees stored = new StoredTrees(JdbcClient.create(query));
        Tree tree = stored.trees().getFirst();
        Random random = new Random(13);
        List<Double> medians = new ArrayList<>();
        long size = 0;
        for (int round = 0; round < bed.settings().rounds(); round++) {
            List<Double> millis = new ArrayList<>();
            for (int n = 0; n < PROOFS; n++) {
                long begun = System.nanoTime();
                Signed newest = stored.newest(tree).orElseThrow();
                size = newest.size();
                long index = random.nextLong(size);
                if (new MerkleTree(new Tiles(stored.tiles(tree))).inclusion(index, size).isEmpty()
                        || stored.note(tree, newest).signatures().isEmpty()) {
                    throw new IllegalStateException("no proof of " + index);
                }
                millis.add((System.nanoTime() - begun) / 1e6);
            }
            medians.add(new Series(millis).median());
        }
        return new Figure(
                ROW,
                "inclusion proof among %,d leaves".formatted(size),
                "ms",
                Target.atMost(5),
                new Series(medians),
                null);
    }

    private static Sealing sealing(LogDatabase database, EventLog log) {
        return new Sealing(
                database.as(DatabaseRole.PROJECTOR),
                database.key(),
                "bench.example/log",
                new Sealing.Audience(null, Map.of()),
                log,
                new LogTail(log));
    }

    private static void awaitSealed(LogDatabase database, long position)
            throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        while (database.sql().sql(POSITION).query(Long.class).single() < position) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the sealer does not come to " + position);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** The processor time of the sealer's threads in this process. */
    private static long sealerNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("proofs-log")) {
                nanos += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return nanos;
    }
}
