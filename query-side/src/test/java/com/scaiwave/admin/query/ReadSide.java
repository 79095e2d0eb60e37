package com.scaiwave.admin.query;

import com.scaiwave.admin.log.EventCodec;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.LogSignal;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.log.follow.LogTail;
import com.scaiwave.admin.query.projection.Followers;
import com.scaiwave.admin.query.projection.Progress;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Projections;
import com.scaiwave.admin.query.projection.ReadModel;
import com.scaiwave.admin.query.read.Reads;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.json.JsonMapper;

/** The query side of a process on a real database, with all projections. */
@NullMarked
public record ReadSide(
        List<HikariDataSource> pools,
        LogSignal signal,
        Followers followers,
        List<Projection> all,
        Projections projections,
        Reads reads,
        Progress progress)
        implements AutoCloseable {

    /** A new database with the tables of all projections, which are migrated once and copied. */
    public static TestPostgres database() {
        return Prepared.DATABASE.copy();
    }

    /** A process that does not follow the logs yet. */
    public static ReadSide on(TestPostgres database) {
        return on(database, UnaryOperator.identity());
    }

    /** The same, with projections that a function may replace. */
    public static ReadSide on(TestPostgres database, UnaryOperator<Projection> change) {
        DataSource connections = database.unpooled("scaiwave_query");
        HikariDataSource pool = pool(connections);
        HikariDataSource projecting = pool(database.unpooled("scaiwave_projector"));
        HikariDataSource snapshots = pool(connections);
        snapshots.setReadOnly(true);
        snapshots.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        List<Projection> all = projections(database).stream().map(change).toList();
        List<EventLog> logs =
                List.of(
                        log(database, LogName.ADMINISTRATION, pool),
                        log(database, LogName.METERING, pool));
        ReadModel model = new ReadModel(projecting, pool);
        Progress progress = new Progress();
        Projections projections = new Projections(all, model, logs);
        projections.prepare();
        LogSignal signal = new LogSignal(connections);
        List<LogTail> tails = logs.stream().map(LogTail::new).toList();
        return new ReadSide(
                List.of(snapshots, projecting, pool),
                signal,
                new Followers(all, model, tails, signal, progress),
                all,
                projections,
                new Reads(snapshots, logs, progress),
                progress);
    }

    public ReadSide start() {
        followers.start();
        return this;
    }

    public Projection projection(String name) {
        return all.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    public static JsonMapper mapper(TestPostgres database) {
        return ViewJson.mapper(database.vault());
    }

    /** All projections. */
    public static List<Projection> projections(TestPostgres database) {
        return AllProjections.of(mapper(database)).list();
    }

    @Override
    public void close() {
        followers.close();
        signal.close();
        pools.forEach(HikariDataSource::close);
    }

    private static EventLog log(TestPostgres database, LogName name, DataSource connections) {
        return new EventLog(name, connections, new EventCodec(database.vault()));
    }

    private static HikariDataSource pool(DataSource connections) {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(connections);
        pool.setMaximumPoolSize(30);
        pool.setMinimumIdle(0);
        return pool;
    }

    private static final class Prepared {
        static final TestPostgres DATABASE = prepare();

        private static TestPostgres prepare() {
            TestPostgres database = TestPostgres.create();
            on(database).close();
            return database;
        }
    }
}
