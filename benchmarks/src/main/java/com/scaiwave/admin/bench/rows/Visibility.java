package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.bed.Settings;
import com.scaiwave.admin.bench.load.Callers;
import com.scaiwave.admin.bench.load.Callers.Call;
import com.scaiwave.admin.bench.report.Figure;
import com.scaiwave.admin.bench.report.Target;
import com.scaiwave.admin.bench.stock.Stock;
import com.scaiwave.admin.testkit.Waiting;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Row 6: the time from the commit of each event to the commit of its audit row, as PostgreSQL
 * records both, at half of the maximal load. The commit time is taken before the event is on disk,
 * so the wait for the disk counts as well.
 */
final class Visibility implements Measurement {
    private static final int CLIENTS = 32;
    private static final String DATABASE = "stock_visibility";
    private static final String SCHEMA =
            """
            select g.schema from readmodel.live l
            join readmodel.generations g using (projection, generation) where l.projection = 'audit'
            """;
    private static final String PRODUCT_LAG =
            """
            select coalesce(pg_xact_commit_timestamp(a.xmin), clock_timestamp())
                - pg_xact_commit_timestamp(e.xmin) as lag
            from log_administration.events e left join {schema}.entries a using (position)
            where e.position > ?
            """;
    private static final String STOCK_HEAD =
            "select coalesce(max(globalindex), 0) from domainevententry";
    private static final String STOCK_BEHIND =
            """
            select count(*) from domainevententry e
            where e.globalindex > ?
              and not exists (select from audit a where a.event_id = e.eventidentifier)
            """;
    private static final String STOCK_VISIBLE = "select count(*) from audit";
    private static final String STOCK_LAG =
            """
            select coalesce(pg_xact_commit_timestamp(a.xmin), clock_timestamp())
                - pg_xact_commit_timestamp(e.xmin) as lag
            from domainevententry e left join audit a on a.event_id = e.eventidentifier
            where e.globalindex > ?
            """;
    private static final String PERCENTILES =
            """
            select percentile_disc(array[0.5, 0.99]) within group (
                order by (extract(epoch from lag) * 1000)::double precision) as percentiles
            from ({lag}) as lags
            """;

    @Override
    public List<Figure> measure(Bed bed, Set<Integer> wanted) throws Exception {
        Doors product = Doors.ofProduct(bed);
        bed.server().create(DATABASE);
        Stock.create(bed.server(), DATABASE);
        try (Stock stock = Stock.projecting(bed.server(), DATABASE)) {
            JdbcClient peer = bed.server().sql(DATABASE);
            bed.say("full load, to know what half of it is");
            double productHalf = product.write(CLIENTS).perSecond() / 2;
            double stockHalf = fullLoad(stock, bed.settings()) / 2;
            Rounds<Lag> rounds =
                    Rounds.run(
                            bed,
                            "visibility at %.0f/s, of stock Axon at %.0f/s"
                                    .formatted(productHalf, stockHalf),
                            () -> ofProduct(bed, product, productHalf),
                            () -> ofStock(stock, peer, stockHalf, bed.settings()));
            return List.of(
                    figure(rounds, "p50", Target.atMost(5), Lag::median),
                    figure(rounds, "p99", Target.atMost(25), Lag::high),
                    figure(rounds, "p50 of both", Target.ratioAtMost(1 / 50.0), Lag::median));
        }
    }

    private static Figure figure(
            Rounds<Lag> rounds, String which, Target target, ToDoubleFunction<Lag> number) {
        return rounds.figure(
                6, "commit to visible, half load: " + which, "ms", target, "Axon", number);
    }

    private static Lag ofProduct(Bed bed, Doors product, double perSecond) {
        JdbcClient sql = bed.product().sql();
        long before = Filling.head(sql);
        product.pacedWrite(CLIENTS, perSecond);
        Filling.awaitProjected(sql);
        String schema = sql.sql(SCHEMA).query(String.class).single();
        return lag(sql, PRODUCT_LAG.replace("{schema}", schema), before);
    }

    private static double fullLoad(Stock stock, Settings settings) {
        return Callers.closed(
                        CLIENTS, replacing(stock, settings), settings.warmUp(), settings.counted())
                .perSecond(settings.counted());
    }

    private static Lag ofStock(Stock stock, JdbcClient sql, double perSecond, Settings settings) {
        awaitStock(sql, 0, settings.counted().multipliedBy(6));
        long before = sql.sql(STOCK_HEAD).query(Long.class).single();
        Callers.paced(
                CLIENTS,
                replacing(stock, settings),
                perSecond,
                settings.warmUp(),
                settings.counted());
        awaitStock(sql, before, settings.counted().multipliedBy(6));
        if (sql.sql(STOCK_VISIBLE).query(Long.class).single() == 0) {
            throw new IllegalStateException("stock Axon projects nothing");
        }
        return lag(sql, STOCK_LAG, before);
    }

    /**
     * Waits for the audit rows. An event that is not visible by then counts with the time it has
     * waited.
     */
    private static void awaitStock(JdbcClient sql, long after, Duration patience) {
        Waiting.isTrueWithin(
                patience, () -> sql.sql(STOCK_BEHIND).param(after).query(Long.class).single() == 0);
    }

    private static IntFunction<Call> replacing(Stock stock, Settings settings) {
        return n -> Appends.replacing(stock, n, CLIENTS, settings.tenants());
    }

    private static Lag lag(JdbcClient sql, String lags, long after) {
        return sql.sql(PERCENTILES.replace("{lag}", lags))
                .param(after)
                .query((row, _) -> Lag.of(row.getArray("percentiles")))
                .single();
    }

    /** In milliseconds. */
    private record Lag(double median, double high) {
        static Lag of(@Nullable Array percentiles) throws SQLException {
            if (percentiles == null) {
                throw new IllegalStateException("no event was recorded in the time that counts");
            }
            List<Double> values = new ArrayList<>();
            for (Object value : (Object[]) percentiles.getArray()) {
                values.add((Double) value);
            }
            return new Lag(values.get(0), values.get(1));
        }
    }
}
