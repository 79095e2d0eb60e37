package com.scaiwave.admin.log.deadline;

import com.scaiwave.admin.log.deadline.Client.Wait;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SmartDataSource;

/**
 * Connections whose statements end with their request: at its {@link Deadline}, or when its {@link
 * Client} is gone.
 *
 * <p>For Spring's JDBC classes only: they call {@link #shouldClose} before they close a connection.
 * From then on it may serve another request, and must not be cancelled.
 */
public final class CancellingDataSource extends DelegatingDataSource implements SmartDataSource {
    private static final Logger LOG = LoggerFactory.getLogger(CancellingDataSource.class);

    private static final String CANCELLED = "57014";

    /** A cancel that took this long may have failed, or may still arrive. */
    private static final long DOUBTFUL = Duration.ofSeconds(1).toNanos();

    private final Map<Connection, Wait> waits = new ConcurrentHashMap<>();

    public CancellingDataSource(DataSource target) {
        super(new PunctualDataSource(target));
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (Client.isGone()) {
            throw new SQLTimeoutException("the client is gone", CANCELLED);
        }
        Connection connection = obtainTargetDataSource().getConnection();
        if (Client.isSet()) {
            waits.put(connection, Client.waiting(() -> cancel(connection)));
        }
        return connection;
    }

    @Override
    public boolean shouldClose(Connection connection) {
        Wait wait = waits.remove(connection);
        if (wait != null) {
            wait.close();
        }
        return true;
    }

    /**
     * Cancels the running statement. A cancel is sent on a connection of its own, which PostgreSQL
     * closes once it has signalled the query. The driver waits for that, so the cancel never
     * reaches a later statement. If the wait was long, the connection is aborted.
     */
    private static void cancel(Connection connection) {
        long began = System.nanoTime();
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
            if (System.nanoTime() - began > DOUBTFUL) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("a statement was not cancelled");
        }
    }
}
