package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.bed.Settings;
import com.scaiwave.admin.bench.load.Callers;
import com.scaiwave.admin.bench.load.Callers.Call;
import com.scaiwave.admin.bench.load.Samples;
import com.scaiwave.admin.bench.report.Figure;
import com.scaiwave.admin.bench.report.Target;
import com.scaiwave.admin.bench.stock.Stock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * Rows 4 and 5: appends of the engine, called in this process, against plain inserts and against
 * commands of stock Axon. While its aggregate is cached, a command of the product loads nothing
 * either, so its cost is that of the engine's append. Stock Axon loads the aggregate from its
 * events each time.
 */
final class Appends implements Measurement {
    /** Of all runs, since a run that began again would not change what the last one wrote. */
    private static final AtomicLong REPLACED = new AtomicLong();

    private static final int INSERTING = 32;
    private static final int APPENDING = 128;
    private static final String SAMPLE =
            "select payload, metadata from log_administration.events order by position limit 1";

    @Override
    public List<Figure> measure(Bed bed, Set<Integer> wanted) throws Exception {
        List<Figure> figures = new ArrayList<>();
        Settings settings = bed.settings();
        try (LogDatabase database = LogDatabase.create(bed.server(), "engine")) {
            Engine engine = new Engine(database.log(), settings.tenants());
            engine.caller(0, settings.tenants()).run();
            if (wanted.contains(4)) {
                figures.add(againstInserts(bed, engine, singleRows(bed, database)));
            }
            if (wanted.contains(5)) {
                bed.server().create("stock");
                Stock.create(bed.server(), "stock");
                try (Stock stock = Stock.start(bed.server(), "stock")) {
                    figures.add(againstStock(bed, engine, stock, 32, 4));
                    figures.add(againstStock(bed, engine, stock, 128, 10));
                }
            }
        }
        return figures;
    }

    private static SingleRows singleRows(Bed bed, LogDatabase database) {
        bed.server().create("inserts");
        return database.sql()
                .sql(SAMPLE)
                .query((row, _) ->
                        new SingleRows(
                                bed.server(),
                                "inserts",
                                row.getBytes("payload"),
                                row.getBytes("metadata")))
                .single();
    }

    private static Figure againstInserts(Bed bed, Engine engine, SingleRows inserts)
            throws Exception {
        Settings settings = bed.settings();
        Rounds<Samples> rounds =
                Rounds.run(
                        bed,
                        "appends, against inserts",
                        () -> append(engine, APPENDING, settings),
                        () -> inserts.insert(INSERTING, settings.warmUp(), settings.counted()));
        return rounds.figure(
                4,
                "engine, 128 callers: appends",
                "/s",
                Target.ratioAtLeast(2.5),
                "inserts, 32",
                perSecond(settings.counted()));
    }

    private static Figure againstStock(
            Bed bed, Engine engine, Stock stock, int callers, double target) throws Exception {
        Settings settings = bed.settings();
        Rounds<Samples> rounds =
                Rounds.run(
                        bed,
                        "appends, against stock Axon, " + callers + " callers",
                        () -> append(engine, callers, settings),
                        () ->
                                Callers.closed(
                                        callers,
                                        n -> replacing(stock, n, callers, settings.tenants()),
                                        settings.warmUp(),
                                        settings.counted()));
        return rounds.figure(
                5,
                "engine, %d callers: appends".formatted(callers),
                "/s",
                Target.ratioAtLeast(target),
                "Axon",
                perSecond(settings.counted()));
    }

    private static Samples append(Engine engine, int callers, Settings settings) {
        return Callers.closed(
                callers, n -> engine.caller(n, callers), settings.warmUp(), settings.counted());
    }

    /** Each caller has aggregates of its own, and each call changes one. */
    static Call replacing(Stock stock, int n, int callers, int tenants) {
        int[] next = {n % tenants};
        return () -> {
            int tenant = next[0];
            next[0] = tenant + callers < tenants ? tenant + callers : n % tenants;
            stock.replace(
                    Engine.tenant(tenant),
                    "Template %d".formatted(REPLACED.incrementAndGet()),
                    LogDatabase.PROMPT);
        };
    }

    private static ToDoubleFunction<Samples> perSecond(Duration counted) {
        return samples -> samples.perSecond(counted);
    }
}
