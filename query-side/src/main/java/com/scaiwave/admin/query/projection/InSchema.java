package com.scaiwave.admin.query.projection;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Runs statements on the tables of one generation, in which <code>{schema}</code> stands for its
 * schema. A search path would do as well, but each change of it makes the driver discard all
 * statements that it has prepared on the connection.
 */
public final class InSchema implements JdbcClient {
    private final JdbcClient sql;
    private final String schema;

    public InSchema(JdbcClient sql, String schema) {
        this.sql = sql;
        this.schema = schema;
    }

    @Override
    public StatementSpec sql(String statement) {
        return sql.sql(in(statement));
    }

    String in(String statement) {
        return statement.replace("{schema}", schema);
    }
}
