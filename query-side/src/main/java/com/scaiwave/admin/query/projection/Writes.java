package com.scaiwave.admin.query.projection;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a transaction writes, in the order in which it was said, and sent together: however many
 * statements there are, PostgreSQL is waited for once.
 */
final class Writes {
    private final JdbcClient sql;
    private final List<String> statements = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    Writes(JdbcClient sql) {
        this.sql = sql;
    }

    void add(String statement, List<?> values) {
        statements.add(statement);
        parameters.addAll(values);
    }

    /** Ends the transaction right behind what was said, without another wait. */
    void commit() {
        add("commit", List.of());
    }

    /** Sends what was said since it was sent last. */
    void send() {
        if (statements.isEmpty()) {
            return;
        }
        sql.sql(String.join(";\n", statements)).params(parameters).update();
        statements.clear();
        parameters.clear();
    }
}
