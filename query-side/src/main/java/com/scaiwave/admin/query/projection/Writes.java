package com.scaiwave.admin.query.projection;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a transaction writes, in the order of the calls, and sent together: however many statements
 * there are, PostgreSQL is waited for once, unless they are large.
 */
final class Writes {
    /** Characters that are held back at most. */
    private static final int SENT_AT = 4 << 20;

    private final JdbcClient sql;
    private final List<String> statements = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private long length;

    Writes(JdbcClient sql) {
        this.sql = sql;
    }

    void add(String statement, List<?> values) {
        statements.add(statement);
        parameters.addAll(values);
        values.forEach(v -> length += length(v));
        if (length > SENT_AT) {
            send();
        }
    }

    /** Of texts, which are all that may be large. */
    private static long length(Object value) {
        long sum = 0;
        if (value instanceof Object[] parts) {
            for (Object part : parts) {
                sum += part instanceof String text ? text.length() : 0;
            }
        }
        return sum;
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
        length = 0;
    }
}
