package com.scaiwave.admin.query.projection;

import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of one generation, while a batch is projected. What is written is sent later, together
 * with all else that the batch comes to: what is read is as it was before the batch, and each table
 * is projected into once. Statements say <code>{schema}</code> where the schema of the generation
 * is to stand.
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

    /** Reads. */
    public JdbcClient sql() {
        return sql;
    }

    /** Writes, later and in the order of these calls. */
    public void write(String statement, Object... parameters) {
        writes.add(sql.in(statement), Arrays.asList(parameters));
    }

    KnownViews known() {
        return known;
    }
}
