package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.ReadAhead;
import com.scaiwave.admin.log.follow.Advance;
import com.scaiwave.admin.log.follow.BatchOutcome.Failed;
import com.scaiwave.admin.log.follow.BatchOutcome.Moved;
import com.scaiwave.admin.log.follow.BatchOutcome.Step;
import com.scaiwave.admin.log.follow.Pace;
import com.scaiwave.admin.log.follow.Pages;
import com.scaiwave.admin.log.follow.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rebuilds a projection's tables beside the live ones. Readers see the old generation until the new
 * one has caught up, and never anything in between. Indexes that writes do not need are created
 * when the tables are full, which takes a fraction of the time that updating them would.
 */
public final class Rebuild {
    private static final String HOLD =
            """
            select position from readmodel.checkpoints
            where projection = ? and generation = ? order by log for update
            """;

    private final Projection projection;
    private final ReadModel model;
    private final Generations generations;
    private final Map<LogName, EventLog> logs;

    Rebuild(Projection projection, ReadModel model, Map<LogName, EventLog> logs) {
        this.projection = projection;
        this.model = model;
        this.generations = model.generations();
        this.logs = logs;
    }

    Result run(LongConsumer progress) {
        Generation old = generations.live(projection).orElseThrow();
        Generation fresh = generations.create(projection);
        try {
            List<String> indexes = generations.dropIndexes(fresh);
            catchUp(old, fresh, progress);
            generations.makeIndexes(indexes);
            catchUp(old, fresh, progress);
            Result result = compareAndSwap(old, fresh);
            generations.drop(old);
            return result;
        } catch (RuntimeException e) {
            generations.drop(fresh);
            throw e;
        }
    }

    /**
     * Catches up with the old generation, and never runs ahead of it: they could not be compared.
     */
    private void catchUp(Generation old, Generation fresh, LongConsumer progress) {
        for (LogName log : projection.logs()) {
            Advance<Projection> advance = advance(fresh, log, model::begin);
            Pages ahead = new ReadAhead(log(log))::readAfter;
            Step step;
            do {
                step = step(advance, ahead.upTo(position(model.sql(), old, log)));
                progress.accept(step.checkpoint().position());
            } while (step.more());
        }
    }

    /** Locks the old generation until the new one has reached the same positions and is live. */
    private Result compareAndSwap(Generation old, Generation fresh) {
        try (Transaction transaction = model.begin()) {
            JdbcClient sql = transaction.sql();
            sql.sql(HOLD).params(old.projection(), old.number()).query(Long.class).list();
            for (LogName log : projection.logs()) {
                Advance<Projection> advance = advance(fresh, log, transaction::inner);
                Pages pages = log(log)::readAfter;
                long goal = position(sql, old, log);
                while (step(advance, pages.upTo(goal)).more()) {}
            }
            boolean comparable = old.revision() == fresh.revision();
            long different = comparable ? new Comparison(sql).different(old, fresh) : 0;
            Generations.point(sql, fresh);
            transaction.commit();
            return new Result(comparable, different);
        }
    }

    private Advance<Projection> advance(
            Generation fresh, LogName log, Supplier<Transaction> begin) {
        return new Advance<>(new OneGeneration(projection, fresh, log, begin), Pace.DEFAULT);
    }

    private Step step(Advance<Projection> advance, Pages pages) {
        return switch (advance.alone(projection, pages)) {
            case Moved<Projection> moved -> moved.step(projection);
            case Failed<Projection> failed -> throw failed.reason();
        };
    }

    private static long position(JdbcClient sql, Generation generation, LogName log) {
        return new Checkpoints(sql, log)
                .checkpoint(generation)
                .map(Checkpoint::position)
                .orElseThrow(generation::dropped);
    }

    private EventLog log(LogName name) {
        return Objects.requireNonNull(logs.get(name), name.name());
    }

    /**
     * The result of a rebuild.
     *
     * @param compared whether the generations have the same revision, and so can be compared
     * @param different how many rows are in only one of the two generations
     */
    public record Result(boolean compared, long different) {}
}
