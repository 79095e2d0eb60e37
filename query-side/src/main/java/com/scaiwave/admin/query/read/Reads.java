package com.scaiwave.admin.query.read;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.deadline.PunctualDataSource;
import com.scaiwave.admin.query.projection.Progress;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.web.caller.Scope;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Linearizable reads: every read sees every write that was acknowledged before it began. It asks
 * the log for its head, and answers from a snapshot in which the projection has reached that.
 */
public final class Reads {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final String ENTER =
            """
            select t.log, t.position, set_config('search_path', g.schema, true),
                set_config('scaiwave.tenant', r.tenant, true),
                set_config('scaiwave.line', r.line, true),
                exists (select from readmodel.parked p
                        where p.projection = l.projection and p.generation = l.generation
                            and r.tenant in ('*', p.tenant)
                            and p.line @> string_to_array(r.line, ' ')) as parked
            from (select ?, ?) as r(tenant, line), readmodel.live l
            join readmodel.generations g using (projection, generation)
            join readmodel.tokens t using (projection, generation)
            where l.projection = ?
            """;

    private final JdbcClient sql;
    private final TransactionTemplate snapshot;
    private final Map<LogName, Heads> heads = new EnumMap<>(LogName.class);
    private final Progress progress;

    /**
     * Reads of the read model.
     *
     * @param dataSource gives connections that are read-only and of repeatable read, so that rows
     *     and token are of one snapshot
     */
    public Reads(DataSource dataSource, List<EventLog> logs, Progress progress) {
        DataSource punctual = new PunctualDataSource(dataSource);
        this.sql = JdbcClient.create(punctual);
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(punctual));
        logs.forEach(log -> heads.put(log.name(), new Heads(log)));
        this.progress = progress;
    }

    /**
     * What a query finds in a projection, as of now or later.
     *
     * @param scope outside of which it finds nothing
     * @throws Refusal 503 where the projection can't catch up within two seconds
     */
    public <T extends @Nullable Object> T now(
            Projection projection, Scope scope, Function<JdbcClient, T> query) {
        Map<LogName, Long> goals = new EnumMap<>(LogName.class);
        projection.logs().forEach(l -> goals.put(l, head(l)));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            await(projection, goals, deadline);
            Result<T> result = look(projection, scope, goals, query);
            if (result != null) {
                return result.value();
            }
            if (System.nanoTime() >= deadline) {
                throw lagging();
            }
            pause();
        }
    }

    /**
     * What a query finds in a projection as it is, and how far that is in the administration log.
     */
    public <T> At<T> asItIs(Projection projection, Scope scope, Function<JdbcClient, T> query) {
        while (true) {
            try {
                return Objects.requireNonNull(
                        snapshot.execute(_ -> {
                            Map<LogName, Long> reached = enter(projection, scope);
                            return new At<>(
                                    query.apply(sql),
                                    reached.getOrDefault(LogName.ADMINISTRATION, 0L));
                        }));
            } catch (BadSqlGrammarException e) {
                checkReplaced(e);
            }
        }
    }

    /** The head of a log, at least as new as the call. */
    public long head(LogName log) {
        return Objects.requireNonNull(heads.get(log)).now();
    }

    private <T extends @Nullable Object> @Nullable Result<T> look(
            Projection projection,
            Scope scope,
            Map<LogName, Long> goals,
            Function<JdbcClient, T> query) {
        try {
            return snapshot.execute(_ -> {
                Map<LogName, Long> reached = enter(projection, scope);
                boolean there =
                        goals.entrySet().stream()
                                .allMatch(
                                        g -> reached.getOrDefault(g.getKey(), -1L) >= g.getValue());
                return there ? new Result<>(query.apply(sql)) : null;
            });
        } catch (BadSqlGrammarException e) {
            checkReplaced(e);
            return null;
        }
    }

    /** A generation may be replaced by a rebuild within a read: then look which it is now. */
    private static void checkReplaced(BadSqlGrammarException e) {
        boolean replaced =
                e.getMostSpecificCause() instanceof SQLException cause
                        && "42P01".equals(cause.getSQLState());
        if (!replaced) {
            throw e;
        }
    }

    /** From here to the end of the transaction, rows outside of the scope are not there. */
    private Map<LogName, Long> enter(Projection projection, Scope scope) {
        Map<LogName, Long> reached = new EnumMap<>(LogName.class);
        String tenant = scope instanceof Scope.One one ? one.tenant().id().value() : "*";
        String line = scope instanceof Scope.Fleet fleet ? fleet.partner().value() : "";
        sql.sql(ENTER)
                .param(tenant)
                .param(line)
                .param(projection.name())
                .query(row -> {
                    if (row.getBoolean("parked")) {
                        throw lagging();
                    }
                    reached.put(LogName.valueOf(row.getString("log")), row.getLong("position"));
                });
        return reached;
    }

    private static Refusal lagging() {
        return new Refusal.Later(
                ErrorCode.SW_READ_LAGGING, "The read side has not caught up yet.", 1);
    }

    private void await(Projection projection, Map<LogName, Long> goals, long deadline) {
        try {
            for (Map.Entry<LogName, Long> goal : goals.entrySet()) {
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                progress.await(projection.name(), goal.getKey(), goal.getValue(), left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal.Later(ErrorCode.SW_UNAVAILABLE, "The server is going down.", 1);
        }
    }

    private void pause() {
        try {
            progress.awaitMove(progress.moves(), GLANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Result<T extends @Nullable Object>(T value) {}

    /** What was found, and how far the projection was then. */
    public record At<T>(T value, long position) {}
}
