package com.scaiwave.admin.log.deadline;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Sets the network timeout of a connection, when it is taken, to the time that is left until the
 * {@link Deadline}, but 100 ms to 3 s, and gives no connection after the deadline. A server that is
 * paused, or whose network drops all packets, neither refuses nor closes a connection. The timeout
 * counts for each statement anew.
 */
public final class PunctualDataSource extends DelegatingDataSource {
    /** The longest timeout: a statement of a request takes longer only if the server is gone. */
    private static final Duration STALLED = Duration.ofSeconds(3);

    /** The shortest timeout, so that a statement just before the deadline can succeed. */
    private static final Duration CHANCE = Duration.ofMillis(100);

    /** PostgreSQL's SQLSTATE for a statement that timed out. */
    private static final String TIMED_OUT = "57014";

    public PunctualDataSource(DataSource target) {
        super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!Deadline.isSet()) {
            return obtainTargetDataSource().getConnection();
        }
        if (!Deadline.left().isPositive()) {
            throw new SQLTimeoutException("the request has taken too long", TIMED_OUT);
        }
        Connection connection = obtainTargetDataSource().getConnection();
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(most().toMillis()));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Duration most() {
        Duration left = Deadline.left();
        if (left.compareTo(CHANCE) < 0) {
            return CHANCE;
        }
        return left.compareTo(STALLED) > 0 ? STALLED : left;
    }
}
