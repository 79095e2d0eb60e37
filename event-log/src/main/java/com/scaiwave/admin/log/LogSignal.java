package com.scaiwave.admin.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the readers of the logs when something was appended, by any process.
 *
 * <p>It listens on a connection of its own. A signal may be lost with that connection, so readers
 * look by themselves as well, at least once a second.
 */
public final class LogSignal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogSignal.class);
    private static final Duration WAIT = Duration.ofMillis(500);

    private final DataSource dataSource;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Starts to listen.
     *
     * @param dataSource gives connections that are not pooled
     */
    public LogSignal(DataSource dataSource) {
        this.dataSource = dataSource;
        this.thread = Thread.ofPlatform().daemon().name("log-signal").start(this::run);
    }

    /** Has a reader woken from now on; it must return at once. */
    public void onAppend(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                LOG.atDebug().addKeyValue("sqlstate", e.getSQLState()).log("signal lost");
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (LogName log : LogName.values()) {
                statement.execute("listen " + log.schema());
            }
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        wake();
        while (!closed) {
            PGNotification[] signals = postgres.getNotifications(Math.toIntExact(WAIT.toMillis()));
            if (signals != null && signals.length > 0) {
                wake();
            }
        }
    }

    /** Wakes who listens in this process, at once. */
    public void wake() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                // Its reader polls as well; the others are not to wait for theirs.
                LOG.atWarn().setCause(e).log("a reader could not be woken");
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
