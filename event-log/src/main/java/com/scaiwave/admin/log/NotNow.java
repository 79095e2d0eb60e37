package com.scaiwave.admin.log;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which errors of PostgreSQL or its driver mean that the same statement may succeed later.
 * A client gets 503 for them, never 500.
 */
public final class NotNow {
    /**
     * Prefixes of such SQLSTATEs: no connection, read-only, rolled back, insufficient resources,
     * object in use, operator intervention, I/O error, and the driver's code for a connection that
     * is out of sync.
     */
    private static final List<String> STATES =
            List.of("08", "25006", "40", "53", "55", "57", "58030", "0100E");

    private static final String DISK_FULL = "53100";

    private NotNow() {}

    /** Whether a failure was caused by such an error. */
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
     * Whether a connection must not be used again after this error: its server no longer accepts
     * writes, or its next answer may belong to another statement.
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

    /** The SQLSTATE of the first cause that has one; null if none has. */
    static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
