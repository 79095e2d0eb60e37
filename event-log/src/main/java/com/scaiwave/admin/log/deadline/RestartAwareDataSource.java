package com.scaiwave.admin.log.deadline;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Opens the connections of a pool. If PostgreSQL has restarted since the previous connection, it
 * evicts the registered caches, because a restore or a failover may have lost rows that they hold,
 * such as the key under which the next value would be sealed.
 *
 * <p>Caches are evicted before the first connection to the new server is used. A command that read
 * a cache before that may still be appended after it.
 */
public final class RestartAwareDataSource extends DelegatingDataSource {
    private static final Logger LOG = LoggerFactory.getLogger(RestartAwareDataSource.class);
    private static final String STARTED = "select pg_postmaster_start_time()::text";

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable String started;
    private final List<Runnable> caches = new CopyOnWriteArrayList<>();

    public RestartAwareDataSource(DataSource target) {
        super(target);
    }

    /**
     * Has a cache evicted when the server behind a pool has restarted; does nothing where the pool
     * does not notice that.
     */
    public static void onRestart(DataSource pool, Runnable evict) {
        try {
            if (pool.isWrapperFor(RestartAwareDataSource.class)) {
                pool.unwrap(RestartAwareDataSource.class).caches.add(evict);
            }
        } catch (SQLException e) {
            throw new IllegalArgumentException("a pool that does not tell what it wraps", e);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try {
            notice(startOf(connection));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String startOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STARTED)) {
            row.next();
            return row.getString(1);
        }
    }

    /** A second connection waits until the first one has evicted the caches. */
    private void notice(String now) {
        lock.lock();
        try {
            if (started != null && !started.equals(now)) {
                caches.forEach(Runnable::run);
                LOG.atWarn()
                        .addKeyValue("started", now)
                        .log("PostgreSQL was restarted: caches are evicted");
            }
            started = now;
        } finally {
            lock.unlock();
        }
    }
}
