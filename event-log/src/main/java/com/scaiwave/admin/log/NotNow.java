package com.scaiwave.admin.log;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one place that knows which answers of PostgreSQL, or of its driver, mean that the same
 * statement may succeed later: 503 for a client, and never 500.
 */
public final class NotNow {
    /**
     * Beginnings of such SQLSTATEs: no connection, read-only, rolled back, no resources, in use, an
     * operator's doing, an I/O error, and what the driver says of a connection out of step.
     */
    private static final List<String> STATES =
            List.of("08", "25006", "40", "53", "55", "57", "58030", "0100E");

    private static final String DISK_FULL = "53100";

    private NotNow() {}

    /** Whether a failure was caused by such an answer. */
    public static boolean causedBy(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && means(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean means(SQLException e) {
        String state = e.getSQLState();
        return state == null
                ? e instanceof SQLTransientException || e instanceof SQLRecoverableException
                : STATES.stream().anyMatch(state::startsWith);
    }

    /**
     * Whether a connection must not be used again after this answer: its server no longer takes
     * writes, or what it answers belongs to another question.
     */
    public static boolean spoils(SQLException e) {
        String state = e.getSQLState();
        return state != null
                && (state.equals("25006") || state.equals("0100E") || state.startsWith("08"));
    }

    /** Whether the disk of the database is full. */
    static boolean isDiskFull(Throwable failure) {
        return DISK_FULL.equals(sqlState(failure));
    }

    /**
     * Of the first cause that has one: a broken socket is below the driver's exception, not above.
     */
    static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
