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
 * Connections whose statements end with their request: at its {@link Deadline}, and when the {@link
 * Client} is gone that they run for.
 *
 * <p>For Spring's JDBC classes only. They ask whether to close a connection before they do, which
 * is when it is no longer this request's, and must not be cancelled any more.
 */
public final class CancellingDataSource extends DelegatingDataSource implements SmartDataSource {
    private static final Logger LOG = LoggerFactory.getLogger(CancellingDataSource.class);

    private static final String CANCELLED = "57014";

    /** A cancel that took so long may have failed, and still be on its way. */
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
     * PostgreSQL closes the connection that carries the cancel after it has signalled the query,
     * and the driver waits for that: a cancel never reaches what the connection is used for next.
     */
    private static void cancel(Connection connection) {
        long began = System.nanoTime();
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
            if (System.nanoTime() - began > DOUBTFUL) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("not cancelled");
        }
    }
}
