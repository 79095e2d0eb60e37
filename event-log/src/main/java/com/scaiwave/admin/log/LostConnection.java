package com.scaiwave.admin.log;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** Tells a PostgreSQL that is gone, or too slow, from one that said no. */
final class LostConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LostConnection.class);

    private LostConnection() {}

    /** Whether the connection broke, so that what became of the statement is unknown. */
    static boolean causedBy(DataAccessException e) {
        String state = sqlState(e);
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    /** Whether the same statement may succeed later. */
    static boolean isTransient(DataAccessException e) {
        String state = sqlState(e);
        return e instanceof CannotGetJdbcConnectionException
                || e instanceof TransientDataAccessException
                || causedBy(e)
                || (state != null
                        && (state.startsWith("53")
                                || state.startsWith("57")
                                || state.startsWith("55")));
    }

    /** What callers see of it. */
    static RuntimeException unavailable(LogName log, DataAccessException e) {
        return isTransient(e) ? new LogUnavailable(log.schema() + " does not answer", e) : e;
    }

    static void logged(String log, DataAccessException e) {
        LOG.atWarn()
                .addKeyValue("log", log)
                .addKeyValue("sqlstate", sqlState(e))
                .log("not notified");
    }

    /**
     * Of the first cause that has one: a broken socket is below the driver's exception, not above.
     */
    private static @Nullable String sqlState(DataAccessException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
