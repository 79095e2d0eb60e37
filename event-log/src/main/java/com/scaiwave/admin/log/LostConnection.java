package com.scaiwave.admin.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** Distinguishes a PostgreSQL that is gone or too slow from one that refused a statement. */
final class LostConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LostConnection.class);

    private LostConnection() {}

    /** Whether the connection broke, so that it is unknown whether the statement took effect. */
    static boolean causedBy(DataAccessException e) {
        String state = NotNow.sqlState(e);
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    /** Whether the same statement may succeed later. */
    static boolean isTransient(DataAccessException e) {
        return e instanceof CannotGetJdbcConnectionException
                || e instanceof TransientDataAccessException
                || NotNow.causedBy(e);
    }

    /** The exception for callers: {@link LogUnavailable} if the failure is transient. */
    static RuntimeException unavailable(LogName log, DataAccessException e) {
        return isTransient(e) ? new LogUnavailable(log.schema() + " does not answer", e) : e;
    }

    static void logged(String log, DataAccessException e) {
        LOG.atWarn()
                .addKeyValue("log", log)
                .addKeyValue("sqlstate", NotNow.sqlState(e))
                .log("readers of other processes were not notified");
    }
}
