package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.follow.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * The writes of a transaction, in the order of the calls. They are sent together: however many
 * statements there are, they take one round trip to PostgreSQL, unless they are large.
 */
final class Writes {
    /** The most characters that are held back. */
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

    /** The length of texts; no other values may be large. */
    private static long length(Object value) {
        long sum = 0;
        if (value instanceof Object[] parts) {
            for (Object part : parts) {
                sum += part instanceof String text ? text.length() : 0;
            }
        }
        return sum;
    }

    /** Sends the writes that were added since the last send. */
    void send() {
        if (!statements.isEmpty()) {
            transaction.sql().sql(String.join(";\n", statements)).params(parameters).update();
            clear();
        }
    }

    /** Sends these writes and commits, in one round trip. */
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
