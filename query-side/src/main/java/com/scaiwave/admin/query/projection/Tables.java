package com.scaiwave.admin.query.projection;

import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of one generation, while a batch is projected. Writes are sent later, together with
 * all other writes of the batch. A read therefore sees the tables as they were before the batch,
 * and a table may be projected into only once per batch. In statements, <code>{schema}</code>
 * stands for the schema of the generation.
 */
public final class Tables {
    private final InSchema sql;
    private final Writes writes;
    private final KnownViews known;

    Tables(InSchema sql, Writes writes, KnownViews known) {
        this.sql = sql;
        this.writes = writes;
        this.known = known;
    }

    /** Runs statements that read. */
    public JdbcClient sql() {
        return sql;
    }

    /** Adds a write; writes are sent later, in the order of these calls. */
    public void write(String statement, Object... parameters) {
        writes.add(sql.in(statement), Arrays.asList(parameters));
    }

    KnownViews known() {
        return known;
    }
}
