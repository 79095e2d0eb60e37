package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.ReadAhead;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.log.Token;
import com.scaiwave.admin.query.projection.Projector.Step;
import com.scaiwave.admin.query.projection.ReadModel.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes a projection's tables again beside the live ones. Readers see the old generation until the
 * new one has caught up, and never anything in between. Indexes that nothing is written by are made
 * when the tables are full, which takes a fraction of keeping them meanwhile.
 */
public final class Rebuild {
    private static final String HOLD =
            """
            select position from readmodel.tokens
            where projection = ? and generation = ? order by log for update
            """;
    private static final String TABLES =
            """
            select table_name from information_schema.tables
            where table_schema = ? and table_name <> 'flyway_schema_history' order by table_name
            """;
    private static final String DIFFERENCE =
            """
            select count(*) from (
                (select * from {a} except all select * from {b})
                union all
                (select * from {b} except all select * from {a})) as different
            """;

    private final Projection projection;
    private final ReadModel model;
    private final Map<LogName, EventLog> logs;
    private final Projector projector;

    Rebuild(Projection projection, ReadModel model, Map<LogName, EventLog> logs) {
        this.projection = projection;
        this.model = model;
        this.logs = logs;
        this.projector = new Projector(model);
    }

    Result run(LongConsumer progress) {
        Generation old = model.live(projection).orElseThrow();
        Generation fresh = model.create(projection);
        try {
            List<String> indexes = model.dropIndexes(fresh);
            catchUp(old, fresh, progress);
            model.makeIndexes(indexes);
            catchUp(old, fresh, progress);
            Result result =
                    Objects.requireNonNull(
                            model.transaction().execute(_ -> compareAndSwap(old, fresh)));
            model.drop(old);
            return result;
        } catch (RuntimeException e) {
            model.drop(fresh);
            throw e;
        }
    }

    /** The new one never runs ahead of the old one: they could not be compared any more. */
    private void catchUp(Generation old, Generation fresh, LongConsumer progress) {
        for (LogName log : projection.logs()) {
            ReadAhead ahead = new ReadAhead(log(log));
            Step step;
            do {
                step =
                        projector.step(
                                projection,
                                fresh,
                                log,
                                upTo(ahead::readAfter, model.token(old, log)));
                progress.accept(step.token().position());
            } while (step.more());
        }
    }

    /** While the old generation stands still, the new one reaches the very same positions. */
    private Result compareAndSwap(Generation old, Generation fresh) {
        JdbcClient sql = model.sql();
        sql.sql(HOLD).params(old.projection(), old.number()).query(Long.class).list();
        for (LogName log : projection.logs()) {
            Token goal = model.token(old, log);
            Step step;
            do {
                step = projector.step(projection, fresh, log, upTo(log(log)::readAfter, goal));
            } while (step.more());
        }
        boolean comparable = old.revision() == fresh.revision();
        long different = comparable ? different(old, fresh) : 0;
        model.point(fresh);
        return new Result(comparable, different);
    }

    private long different(Generation old, Generation fresh) {
        long different = 0;
        List<String> tables =
                model.sql()
                        .sql(TABLES)
                        .param(fresh.schema())
                        .query((row, _) -> row.getString("table_name"))
                        .list();
        for (String table : tables) {
            different +=
                    model.sql()
                            .sql(
                                    DIFFERENCE
                                            .replace("{a}", old.schema() + "." + table)
                                            .replace("{b}", fresh.schema() + "." + table))
                            .query(Long.class)
                            .single();
        }
        return different;
    }

    private EventLog log(LogName name) {
        EventLog log = logs.get(name);
        if (log == null) {
            throw new IllegalStateException("there is no log " + name);
        }
        return log;
    }

    private static BiFunction<Token, Integer, List<Recorded>> upTo(
            BiFunction<Token, Integer, List<Recorded>> reader, Token goal) {
        return (token, limit) -> {
            List<Recorded> events = new ArrayList<>(reader.apply(token, limit));
            events.removeIf(e -> e.position() > goal.position());
            return events;
        };
    }

    /**
     * What came of it.
     *
     * @param compared whether the generations have the same revision, and so can be compared
     * @param different how many rows are in only one of them
     */
    public record Result(boolean compared, long different) {}
}
