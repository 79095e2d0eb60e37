package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.LogName;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The generations of projections, and which of them is live: the one that reads use. */
final class Generations {
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
            insert into readmodel.checkpoints (projection, generation, log) values (?, ?, ?)
            """;
    private static final String POINT =
            """
            insert into readmodel.live (projection, generation) values (?, ?)
            on conflict (projection) do update set generation = excluded.generation
            """;
    private static final String FORGET =
            "delete from readmodel.generations where projection = ? and generation = ?";
    private static final String INDEXES =
            """
            select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
            from pg_index i join pg_class c on c.oid = i.indrelid
            where c.relnamespace = to_regnamespace(?) and not i.indisunique
            order by 1
            """;

    private final DataSource dataSource;
    private final JdbcClient sql;
    private final TransactionTemplate transaction;

    Generations(DataSource dataSource) {
        this.dataSource = dataSource;
        this.sql = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** The generation that reads use. */
    Optional<Generation> live(Projection projection) {
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
    Generation create(Projection projection) {
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

    /** Makes a generation the one that reads use. */
    void point(Generation generation) {
        point(sql, generation);
    }

    /** The same in the caller's transaction. */
    static void point(JdbcClient sql, Generation generation) {
        sql.sql(POINT).params(generation.projection(), generation.number()).update();
    }

    /** Drops a generation and its tables. */
    void drop(Generation generation) {
        transaction.executeWithoutResult(_ -> {
            sql.sql(FORGET).params(generation.projection(), generation.number()).update();
            sql.sql("drop schema if exists " + generation.schema() + " cascade").update();
        });
    }

    /**
     * Drops the indexes of a generation that is not live, except unique ones, by which writes find
     * rows.
     *
     * @return the statements that create them again
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

    /** Creates indexes that were dropped. */
    void makeIndexes(List<String> definitions) {
        definitions.forEach(d -> sql.sql(d).update());
    }
}
