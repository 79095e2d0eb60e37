package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.bed.Server;
import com.scaiwave.admin.bench.bed.Settings;
import com.scaiwave.admin.bench.report.Figure;
import com.scaiwave.admin.bench.report.Target;
import com.scaiwave.admin.bench.stock.Stock;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Projections;
import com.scaiwave.admin.testkit.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A rebuild of the audit projection, as on the command line, from the first event to the last. The
 * comparison with the old projection comes later and does not count. The peers are plain writes of
 * the same rows, and stock Axon, which projects for the time of a measurement.
 */
final class AuditRebuild {
    private static final String STOCK = "stock_rebuild";

    /** More events than stock Axon projects within a measurement. */
    private static final int STOCK_EVENTS = 200_000;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String STOCK_FILL =
            """
            insert into domainevententry (aggregateidentifier, sequencenumber, type, eventidentifier,
                metadata, payload, payloadrevision, payloadtype, timestamp)
            select s.aggregateidentifier, s.sequencenumber + 1 + (n.n - 1 - s.nth) / s.streams,
                s.type, gen_random_uuid()::text, s.metadata, s.payload, s.payloadrevision,
                s.payloadtype, s.timestamp
            from generate_series(1, ?::bigint) as n(n)
            join (select e.*, row_number() over (order by aggregateidentifier) - 1 as nth,
                         count(*) over () as streams
                  from domainevententry e where sequencenumber = 0) as s
              on s.nth = (n.n - 1) % s.streams
            order by n.n
            """;
    private static final String STOCK_PROJECTED = "select count(*) from audit";

    private AuditRebuild() {}

    static List<Figure> measure(Bed bed, LogDatabase database, int row) throws Exception {
        Settings settings = bed.settings();
        int events = settings.events();
        Projections projections = database.projections();
        Projection audit = Objects.requireNonNull(projections.find("audit"));
        bed.say("first rebuild, not counted");
        rebuild(projections, audit, events);
        UnnestUpserts upserts = UnnestUpserts.like(database);
        fillStock(bed);
        Rounds<Double> rounds =
                Rounds.run(
                        bed,
                        "rebuild",
                        () -> rebuild(projections, audit, events),
                        List.of(
                                () -> upserts.write(events),
                                () -> projectStock(bed.server(), settings)));
        String what = "audit rebuilt from %d events".formatted(events);
        return List.of(
                rounds.against(0)
                        .figure(
                                row,
                                what,
                                "/s",
                                Target.ratioAtLeast(0.5),
                                "unnest",
                                Double::doubleValue),
                rounds.against(1)
                        .figure(
                                row,
                                what,
                                "/s",
                                Target.ratioAtLeast(25),
                                "Axon",
                                Double::doubleValue));
    }

    private static double rebuild(Projections projections, Projection audit, int events) {
        long began = System.nanoTime();
        AtomicLong done = new AtomicLong();
        projections.rebuild(
                audit,
                position -> {
                    if (position >= events && done.get() == 0) {
                        done.set(System.nanoTime());
                    }
                });
        return events * 1e9 / (done.get() - began);
    }

    private static void fillStock(Bed bed) {
        bed.server().create(STOCK);
        Stock.create(bed.server(), STOCK);
        int tenants = bed.settings().tenants();
        try (Stock stock = Stock.start(bed.server(), STOCK)) {
            for (int n = 0; n < tenants; n++) {
                stock.replace(Engine.tenant(n), "Friendly", LogDatabase.PROMPT);
            }
        }
        JdbcClient sql = bed.server().sql(STOCK);
        sql.sql(STOCK_FILL).param(Math.min(bed.settings().events(), STOCK_EVENTS)).update();
        sql.sql("vacuum analyze domainevententry").update();
    }

    private static double projectStock(Server server, Settings settings) {
        Stock.forgetProjection(server, STOCK);
        JdbcClient sql = server.sql(STOCK);
        try (Stock _ = Stock.projecting(server, STOCK)) {
            Waiting.until("stock Axon projects", PATIENCE, () -> projected(sql) > 0);
            LockSupport.parkNanos(settings.warmUp().toNanos());
            long before = projected(sql);
            long began = System.nanoTime();
            long rows;
            do {
                LockSupport.parkNanos(settings.counted().toNanos());
                rows = projected(sql) - before;
            } while (rows == 0 && System.nanoTime() - began < PATIENCE.toNanos());
            return rows * 1e9 / (System.nanoTime() - began);
        }
    }

    private static long projected(JdbcClient sql) {
        return sql.sql(STOCK_PROJECTED).query(Long.class).single();
    }
}
