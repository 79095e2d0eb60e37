package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.deadline.PunctualDataSource;
import com.scaiwave.admin.log.follow.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database of the read model, used as the role that owns it and as the role that reads it. */
public final class ReadModel {
    private static final String SCHEMA = "readmodel";
    private static final String LOCK = "select pg_advisory_lock(hashtext('scaiwave.readmodel'))";
    private static final String UNLOCK =
            "select pg_advisory_unlock(hashtext('scaiwave.readmodel'))";
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

    /**
     * The read model.
     *
     * @param dataSource connects as the role that owns the read model
     * @param reader connects as the role that reads it
     */
    public ReadModel(DataSource dataSource, DataSource reader) {
        this.dataSource = new PunctualDataSource(dataSource);
        this.reader = JdbcClient.create(reader);
    }

    /** Runs work while no other process runs such work, on a connection that holds a lock. */
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

    /** Creates or migrates the tables of generations, checkpoints and parked tenants. */
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
     * Checks that the reading role may only read, and that row-level security holds for every
     * table.
     *
     * @throws IllegalStateException with the names of the tables for which this is not so
     */
    public void check() {
        List<String> unguarded =
                reader.sql(UNGUARDED).query((row, _) -> row.getString("unguarded")).list();
        if (!unguarded.isEmpty()) {
            throw new IllegalStateException(
                    "Row-level security does not hold for " + String.join(", ", unguarded));
        }
    }

    /** The tenants that live projections have parked. */
    public List<Parked> parked() {
        return new Parking(reader).parked();
    }

    Generations generations() {
        return new Generations(dataSource);
    }

    /** Statements outside a transaction, as the owner. */
    JdbcClient sql() {
        return JdbcClient.create(dataSource);
    }

    /** A transaction, as the owner. */
    Transaction begin() {
        return Transaction.begin(dataSource);
    }
}
