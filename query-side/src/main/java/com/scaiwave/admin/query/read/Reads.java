package com.scaiwave.admin.query.read;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.deadline.CancellingDataSource;
import com.scaiwave.admin.query.projection.InSchema;
import com.scaiwave.admin.query.projection.Progress;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Linearizable reads: every read sees every write that was acknowledged before it began. A read
 * looks up the log's head, and answers from a snapshot in which the projection has reached it.
 */
public final class Reads {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String UNDEFINED_TABLE = "42P01";
    private static final Duration GLANCE = Duration.ofMillis(5);

    /**
     * Sorts are off for the audit log: a page stops early, so it must come from an index and not
     * from a sort of all entries.
     */
    private static final String ENTER =
            """
            select t.log, t.position, t.event_id, g.schema,
                set_config('scaiwave.tenant', r.tenant, true),
                set_config('scaiwave.lineage', r.lineage, true),
                case l.projection when 'audit' then set_config('enable_sort', 'off', true) end,
                exists (select from readmodel.parked p
                        where p.projection = l.projection and p.generation = l.generation
                            and r.tenant in ('*', p.tenant)
                            and p.lineage @> string_to_array(r.lineage, ' ')) as parked
            from (select ?, ?) as r(tenant, lineage), readmodel.live l
            join readmodel.generations g using (projection, generation)
            join readmodel.checkpoints t using (projection, generation)
            where l.projection = ?
            """;

    private final JdbcClient sql;
    private final TransactionTemplate snapshot;
    private final Map<LogName, Heads> heads = new EnumMap<>(LogName.class);
    private final Progress progress;

    /**
     * Reads of the read model.
     *
     * @param dataSource the source of connections that are read-only and repeatable read, so that
     *     rows and checkpoints are of one snapshot
     */
    public Reads(DataSource dataSource, List<EventLog> logs, Progress progress) {
        DataSource cancelling = new CancellingDataSource(dataSource);
        this.sql = JdbcClient.create(cancelling);
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(cancelling));
        logs.forEach(log -> heads.put(log.name(), new Heads(log)));
        this.progress = progress;
    }

    /**
     * The result of a query on a projection, as of now or later.
     *
     * @param tenants the tenants whose rows it finds
     * @throws Refusal 503 if the projection can't catch up within two seconds
     */
    public <T extends @Nullable Object> T now(
            Projection projection, TenantSet tenants, Function<JdbcClient, T> query) {
        return reached(projection, tenants, heads(projection), query).value();
    }

    /** The heads of the logs that a projection follows, at least as new as the call. */
    Map<LogName, Long> heads(Projection projection) {
        Map<LogName, Long> goals = new EnumMap<>(LogName.class);
        projection.logs().forEach(l -> goals.put(l, head(l).position()));
        return goals;
    }

    /**
     * Whether it is certain that none of these streams of the administration log has changed after
     * a position, up to the last head that was found.
     */
    boolean isUnchanged(Collection<StreamId> streams, long since) {
        return administration().isUnchanged(streams, since);
    }

    /**
     * The result of a query on a projection that has reached the given positions.
     *
     * @throws Refusal 503 if it can't catch up within two seconds
     */
    <T extends @Nullable Object> At<T> reached(
            Projection projection,
            TenantSet tenants,
            Map<LogName, Long> goals,
            Function<JdbcClient, T> query) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Gone gone = null;
        while (true) {
            await(projection, goals, deadline);
            try {
                At<T> found = look(projection, tenants, goals, query);
                if (found != null) {
                    return found;
                }
            } catch (Gone e) {
                gone = e.after(gone);
            }
            if (System.nanoTime() >= deadline) {
                throw lagging();
            }
            pause();
        }
    }

    /** The result of a query on a projection as it is, with its place in the administration log. */
    public <T> At<T> asItIs(
            Projection projection, TenantSet tenants, Function<JdbcClient, T> query) {
        Gone gone = null;
        while (true) {
            try {
                return Objects.requireNonNull(
                        snapshot.execute(_ -> enter(projection, tenants).find(query)));
            } catch (Gone e) {
                gone = e.after(gone);
            }
        }
    }

    /**
     * Whether it is certain that no event of a tenant was recorded in the administration log after
     * a position, up to the last head that was found.
     */
    public boolean isQuiet(TenantId tenant, long since) {
        return administration().isQuiet(tenant, since);
    }

    /** A number that changes when the administration log proves to be replaced. */
    int history() {
        return administration().history();
    }

    private Heads administration() {
        return Objects.requireNonNull(heads.get(LogName.ADMINISTRATION));
    }

    /** The last event of a log, at least as new as the call. */
    public Checkpoint head(LogName log) {
        return Objects.requireNonNull(heads.get(log)).now();
    }

    private <T extends @Nullable Object> @Nullable At<T> look(
            Projection projection,
            TenantSet tenants,
            Map<LogName, Long> goals,
            Function<JdbcClient, T> query) {
        return snapshot.execute(_ -> {
            Entered entered = enter(projection, tenants);
            return entered.hasReached(goals) ? entered.find(query) : null;
        });
    }

    /** Restricts the transaction to these tenants: rows of others are invisible until it ends. */
    private Entered enter(Projection projection, TenantSet tenants) {
        Map<LogName, Checkpoint> reached = new EnumMap<>(LogName.class);
        AtomicReference<String> schema = new AtomicReference<>("");
        String tenant = tenants instanceof TenantSet.One one ? one.tenant().id().value() : "*";
        String lineage = tenants instanceof TenantSet.Fleet fleet ? fleet.partner().value() : "";
        sql.sql(ENTER)
                .param(tenant)
                .param(lineage)
                .param(projection.name())
                .query(row -> {
                    if (row.getBoolean("parked")) {
                        throw lagging();
                    }
                    schema.set(row.getString("schema"));
                    reached.put(
                            LogName.valueOf(row.getString("log")),
                            new Checkpoint(
                                    row.getLong("position"),
                                    row.getObject("event_id", UUID.class)));
                });
        return new Entered(sql, schema.get(), reached);
    }

    /** The refusal of a read that the read model can't answer yet. */
    public static Refusal lagging() {
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

    /** The tables of a generation, and the positions that they have reached. */
    private record Entered(JdbcClient sql, String schema, Map<LogName, Checkpoint> reached) {
        boolean hasReached(Map<LogName, Long> goals) {
            return goals.entrySet().stream()
                    .allMatch(g ->
                            reached.get(g.getKey()) instanceof Checkpoint(var position, _)
                                    && position >= g.getValue());
        }

        <T extends @Nullable Object> At<T> find(Function<JdbcClient, T> query) {
            try {
                return new At<>(
                        query.apply(new InSchema(sql, schema)),
                        reached.getOrDefault(LogName.ADMINISTRATION, Checkpoint.START),
                        schema);
            } catch (BadSqlGrammarException e) {
                if (e.getMostSpecificCause() instanceof SQLException cause
                        && UNDEFINED_TABLE.equals(cause.getSQLState())) {
                    throw new Gone(schema, e);
                }
                throw e;
            }
        }
    }

    /**
     * A table did not exist. A rebuild may have replaced its generation during the read: then the
     * live generation must be looked up again.
     */
    private static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String schema;
        private final BadSqlGrammarException reason;

        Gone(String schema, BadSqlGrammarException reason) {
            super(schema, reason);
            this.schema = schema;
            this.reason = reason;
        }

        /** Throws the cause if the same generation was gone twice. */
        Gone after(@Nullable Gone before) {
            if (before != null && before.schema.equals(schema)) {
                throw reason;
            }
            return this;
        }
    }

    /**
     * The result of a query, and how far the projection had come then.
     *
     * @param reached its place in the administration log
     * @param schema the schema of the generation that was read
     */
    public record At<T extends @Nullable Object>(T value, Checkpoint reached, String schema) {
        public long position() {
            return reached.position();
        }
    }
}
