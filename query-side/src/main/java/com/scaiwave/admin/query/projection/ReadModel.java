package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.log.Token;
import com.scaiwave.admin.log.deadline.PunctualDataSource;
import com.scaiwave.admin.query.projection.Projector.Patience;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The schemas of the read model: which generations there are, which is live, how far they are. */
public final class ReadModel {
    private static final String SCHEMA = "readmodel";
    private static final String INDEXES =
            """
            select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
            from pg_index i join pg_class c on c.oid = i.indrelid
            where c.relnamespace = to_regnamespace(?) and not i.indisunique
            order by 1
            """;
    private static final String LOCK = "select pg_advisory_lock(hashtext('scaiwave.readmodel'))";
    private static final String UNLOCK =
            "select pg_advisory_unlock(hashtext('scaiwave.readmodel'))";
    private static final String LIVE =
            """
            select g.generation, g.revision, g.schema
            from readmodel.live l join readmodel.generations g using (projection, generation)
            where l.projection = ?
            """;
    private static final String LAST =
            "select coalesce(max(generation), 0) from readmodel.generations where projection = ?";
    private static final String INSERT =
            """
            insert into readmodel.generations (projection, generation, revision, schema)
            values (?, ?, ?, ?)
            """;
    private static final String START =
            """
            insert into readmodel.tokens (projection, generation, log) values (?, ?, ?)
            """;
    private static final String POINT =
            """
            insert into readmodel.live (projection, generation) values (?, ?)
            on conflict (projection) do update set generation = excluded.generation
            """;
    private static final String FORGET =
            "delete from readmodel.generations where projection = ? and generation = ?";
    private static final String TOKEN =
            """
            select position, event_id from readmodel.tokens
            where projection = ? and generation = ? and log = ?
            """;

    /**
     * In one order for all who hold several; the settings are made before the first is locked. A
     * plan made while a table was small must not scan it when a rebuild has filled it.
     */
    private static final String HOLD =
            """
            with settings as materialized (
                select set_config('synchronous_commit', 'off', true),
                    set_config('enable_seqscan', 'off', true),
                    set_config('plan_cache_mode', 'force_generic_plan', true),
                    set_config('lock_timeout', ?, true))
            select t.projection, t.generation, t.position, t.event_id, t.parked
            from settings, readmodel.tokens t
            where (t.projection, t.generation) in (select * from unnest(?, ?)) and t.log = ?
            order by t.projection, t.generation for update of t
            """;

    private static final String ADVANCE =
            """
            update readmodel.tokens t set position = m.position, event_id = m.event_id::uuid
            from unnest(?, ?, ?, ?) as m(projection, generation, position, event_id)
            where t.projection = m.projection and t.generation = m.generation and t.log = ?
            """;
    private static final String PARK =
            """
            with token as (
                update readmodel.tokens t set parked = array_append(t.parked, p.tenant)
                from (select ? as projection, ? as generation, ? as log, ? as tenant) as p
                where t.projection = p.projection and t.generation = p.generation and t.log = p.log
                returning p.*)
            insert into readmodel.parked
                (projection, generation, log, tenant, position, event_before, line, reason)
            select projection, generation, log, tenant, ?, ?, ?, ? from token
            """;
    private static final String UNPARK =
            """
            with gone as (
                delete from readmodel.parked
                where projection = ? and generation = ? and log = ? and tenant = ?
                returning *)
            update readmodel.tokens t set parked = array_remove(t.parked, gone.tenant)
            from gone
            where t.projection = gone.projection and t.generation = gone.generation
                and t.log = gone.log
            """;
    private static final String PARKED =
            """
            select p.projection, p.log, p.tenant, p.position, p.event_before, p.reason, p.since
            from readmodel.parked p join readmodel.live l using (projection, generation)
            order by p.projection, p.log, p.tenant
            """;

    private static final String READER = "select current_user";
    private static final String UNGUARDED =
            """
            select c.oid::regclass as unguarded
            from readmodel.live l
            join readmodel.generations g using (projection, generation)
            join pg_namespace n on n.nspname = g.schema
            join pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p')
            where c.relname <> 'flyway_schema_history'
              and (not c.relrowsecurity or not c.relforcerowsecurity
                   or has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER'))
            order by 1
            """;

    private final DataSource dataSource;
    private final JdbcClient reader;
    private final JdbcClient sql;
    private final TransactionTemplate transaction;

    /**
     * The read model.
     *
     * @param dataSource connects as the role that owns the read model
     * @param reader connects as the role that reads it
     */
    public ReadModel(DataSource dataSource, DataSource reader) {
        this.dataSource = new PunctualDataSource(dataSource);
        this.reader = JdbcClient.create(reader);
        this.sql = JdbcClient.create(this.dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(this.dataSource));
    }

    /** Does something while no other process does such, on a connection that holds the lock. */
    void alone(Runnable work) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
            try {
                work.run();
            } finally {
                statement.execute(UNLOCK);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the read model can't be locked", e);
        }
    }

    /** Creates or migrates the tables that say what there is. */
    public void migrate() {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .locations("classpath:db/readmodel")
                .placeholders(Map.of("reader", reader.sql(READER).query(String.class).single()))
                .load()
                .migrate();
    }

    /**
     * Checks that whoever reads may only read, and that row-level security holds for every table.
     *
     * @throws IllegalStateException that names the tables for which it is not so
     */
    public void check() {
        List<String> unguarded =
                reader.sql(UNGUARDED).query((row, _) -> row.getString("unguarded")).list();
        if (!unguarded.isEmpty()) {
            throw new IllegalStateException(
                    "Row-level security does not hold for " + String.join(", ", unguarded));
        }
    }

    /** The generation that reads go to. */
    public Optional<Generation> live(Projection projection) {
        return sql.sql(LIVE)
                .param(projection.name())
                .query((row, _) ->
                        new Generation(
                                projection.name(),
                                row.getInt("generation"),
                                row.getInt("revision"),
                                row.getString("schema")))
                .optional();
    }

    /** A new generation with empty tables, beside the live one. */
    public Generation create(Projection projection) {
        int number = sql.sql(LAST).param(projection.name()).query(Integer.class).single() + 1;
        Generation generation =
                new Generation(
                        projection.name(),
                        number,
                        projection.revision(),
                        "projection_" + projection.name() + "_" + number);
        transaction.executeWithoutResult(_ -> {
            sql.sql(INSERT)
                    .params(
                            generation.projection(),
                            number,
                            generation.revision(),
                            generation.schema())
                    .update();
            for (LogName log : projection.logs()) {
                sql.sql(START).params(projection.name(), number, log.name()).update();
            }
        });
        Flyway.configure()
                .dataSource(dataSource)
                .schemas(generation.schema())
                .defaultSchema(generation.schema())
                .locations("classpath:db/projections/" + projection.tables())
                .load()
                .migrate();
        return generation;
    }

    /** Has reads go to a generation from now on. */
    public void point(Generation generation) {
        sql.sql(POINT).params(generation.projection(), generation.number()).update();
    }

    /** Drops a generation with all that is in it. */
    public void drop(Generation generation) {
        transaction.executeWithoutResult(_ -> {
            sql.sql(FORGET).params(generation.projection(), generation.number()).update();
            sql.sql("drop schema if exists " + generation.schema() + " cascade").update();
        });
    }

    /**
     * Drops the indexes of a generation that is not live, but for those that its rows are found by
     * when they are written.
     *
     * @return the statements that make them again
     */
    List<String> dropIndexes(Generation generation) {
        record Index(String name, String definition) {}
        List<Index> indexes =
                sql.sql(INDEXES)
                        .param(generation.schema())
                        .query((row, _) ->
                                new Index(row.getString("name"), row.getString("definition")))
                        .list();
        indexes.forEach(i -> sql.sql("drop index " + i.name()).update());
        return indexes.stream().map(Index::definition).toList();
    }

    /** Makes indexes that were dropped. */
    void makeIndexes(List<String> definitions) {
        definitions.forEach(d -> sql.sql(d).update());
    }

    /** How far a generation has come in a log. */
    public Token token(Generation generation, LogName log) {
        List<Token> found =
                sql.sql(TOKEN)
                        .params(generation.projection(), generation.number(), log.name())
                        .query((row, _) ->
                                new Token(
                                        row.getLong("position"),
                                        row.getObject("event_id", UUID.class)))
                        .list();
        if (found.isEmpty()) {
            throw new GenerationGone(generation);
        }
        return found.getFirst();
    }

    /**
     * How far generations have come, and nobody else projects into them until the transaction ends.
     *
     * @throws GenerationGone where one is not there any more
     */
    Map<Generation, Held> hold(Collection<Generation> generations, LogName log, Patience patience) {
        List<Generation> all = List.copyOf(generations);
        Map<Generation, Held> held = new HashMap<>();
        sql.sql(HOLD + patience.clause())
                .params(
                        patience.timeout(),
                        texts(all, Generation::projection),
                        numbers(all),
                        log.name())
                .query(row -> {
                    String projection = row.getString("projection");
                    int number = row.getInt("generation");
                    Generation generation =
                            all.stream()
                                    .filter(g ->
                                            g.number() == number
                                                    && g.projection().equals(projection))
                                    .findFirst()
                                    .orElseThrow();
                    held.put(
                            generation,
                            new Held(
                                    new Token(
                                            row.getLong("position"),
                                            row.getObject("event_id", UUID.class)),
                                    Set.of((String[]) row.getArray("parked").getArray())));
                });
        if (patience != Patience.NONE && held.size() < all.size()) {
            throw new GenerationGone(
                    all.stream().filter(g -> !held.containsKey(g)).findFirst().orElseThrow());
        }
        return held;
    }

    /** Has the tokens written where generations have come to. */
    void advance(Map<Generation, Token> tokens, LogName log, Writes writes) {
        List<Generation> moved = List.copyOf(tokens.keySet());
        writes.add(
                ADVANCE,
                List.of(
                        texts(moved, Generation::projection),
                        numbers(moved),
                        moved.stream()
                                .mapToLong(g -> Objects.requireNonNull(tokens.get(g)).position())
                                .toArray(),
                        texts(
                                moved,
                                g -> String.valueOf(Objects.requireNonNull(tokens.get(g)).event())),
                        log.name()));
    }

    /** Leaves a tenant behind, at an event of its own; by the one who holds the token. */
    void park(
            Generation generation,
            LogName log,
            Token before,
            Recorded at,
            RuntimeException reason) {
        EventMetadata metadata = at.metadata();
        sql.sql(PARK)
                .param(generation.projection())
                .param(generation.number())
                .param(log.name())
                .param(Objects.requireNonNull(metadata.tenant()).value())
                .param(at.position())
                .param(before.event())
                .param(texts(metadata.partners(), PartnerId::value))
                .param(reason.getClass().getSimpleName())
                .update();
    }

    /** Takes a tenant back; by the one who holds the token. */
    void unpark(Generation generation, LogName log, String tenant) {
        sql.sql(UNPARK)
                .params(generation.projection(), generation.number(), log.name(), tenant)
                .update();
    }

    /** Who is left behind in the live generations. */
    public List<Parked> parked() {
        return reader.sql(PARKED)
                .query((row, _) ->
                        new Parked(
                                row.getString("projection"),
                                LogName.valueOf(row.getString("log")),
                                row.getString("tenant"),
                                new Token(
                                        row.getLong("position") - 1,
                                        row.getObject("event_before", UUID.class)),
                                row.getString("reason"),
                                row.getTimestamp("since").toInstant()))
                .list();
    }

    private static <T> String[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }

    private static Integer[] numbers(List<Generation> generations) {
        return generations.stream().map(Generation::number).toArray(Integer[]::new);
    }

    JdbcClient sql() {
        return sql;
    }

    TransactionTemplate transaction() {
        return transaction;
    }

    /** One making of a projection's tables. */
    public record Generation(String projection, int number, int revision, String schema) {}

    /** How far a generation has come, and the tenants that it has left behind. */
    record Held(Token token, Set<String> parked) {}

    /**
     * A tenant that a projection has left behind.
     *
     * @param before behind which comes the event that it can't handle
     * @param reason what kind of failure that was
     */
    public record Parked(
            String projection,
            LogName log,
            String tenant,
            Token before,
            String reason,
            Instant since) {}

    /** A generation was dropped, because another one is live: look again which. */
    static final class GenerationGone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GenerationGone(Generation generation) {
            super(generation.schema() + " was dropped");
        }
    }
}
