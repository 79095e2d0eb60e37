package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.follow.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * What a transaction writes, in the order of the calls, and sent together: however many statements
 * there are, PostgreSQL is waited for once, unless they are large.
 */
final class Writes {
    /** Characters that are held back at most. */
    private static final int SENT_AT = 4 << 20;

    private final Transaction transaction;
    private final List<String> statements = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private long length;

    Writes(Transaction transaction) {
        this.transaction = transaction;
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

    /** Sends what was added since it was sent last. */
    void send() {
        if (!statements.isEmpty()) {
            transaction.sql().sql(String.join(";\n", statements)).params(parameters).update();
            clear();
        }
    }

    /** Sends that as well, and commits without another wait. */
    void commit() {
        if (statements.isEmpty()) {
            transaction.commit();
        } else {
            transaction.commitBehind(String.join(";\n", statements), parameters);
            clear();
        }
    }

    private void clear() {
        statements.clear();
        parameters.clear();
        length = 0;
    }
}
