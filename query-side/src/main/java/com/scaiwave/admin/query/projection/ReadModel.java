package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.Token;
import com.scaiwave.admin.log.deadline.PunctualDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The schemas of the read model: which generations there are, which is live, how far they are. */
public final class ReadModel {
    private static final String SCHEMA = "readmodel";
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
    private static final String ADVANCE =
            """
            update readmodel.tokens set position = ?, event_id = ?
            where projection = ? and generation = ? and log = ?
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
                .locations("classpath:db/projections/" + projection.name())
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

    /** How far a generation has come in a log. */
    public Token token(Generation generation, LogName log) {
        return token(generation, log, "");
    }

    /** The same, and nobody else projects into the generation until the transaction ends. */
    Token lockToken(Generation generation, LogName log) {
        return token(generation, log, " for update");
    }

    void advance(Generation generation, LogName log, Token token) {
        sql.sql(ADVANCE)
                .param(token.position())
                .param(token.event())
                .param(generation.projection())
                .param(generation.number())
                .param(log.name())
                .update();
    }

    JdbcClient sql() {
        return sql;
    }

    TransactionTemplate transaction() {
        return transaction;
    }

    private Token token(Generation generation, LogName log, String lock) {
        List<Token> found =
                sql.sql(TOKEN + lock)
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

    /** One making of a projection's tables. */
    public record Generation(String projection, int number, int revision, String schema) {}

    /** A generation was dropped, because another one is live: look again which. */
    static final class GenerationGone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GenerationGone(Generation generation) {
            super(generation.schema() + " was dropped");
        }
    }
}
