package com.scaiwave.admin.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the readers of the logs when any process has appended.
 *
 * <p>It listens on a connection of its own. Signals are lost if that connection breaks, so readers
 * must poll as well, at least once a second.
 */
public final class LogSignal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogSignal.class);
    private static final Duration WAIT = Duration.ofMillis(500);

    /** Beyond every position: there may be new events, up to an unknown position. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final DataSource dataSource;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Starts to listen.
     *
     * @param dataSource the source of a connection that is not pooled
     */
    public LogSignal(DataSource dataSource) {
        this.dataSource = dataSource;
        this.thread = CriticalThread.unstarted("log-signal", this::run);
        thread.start();
    }

    /**
     * Calls a reader of a log, from now on, with the position up to which there are events; it must
     * return at once.
     */
    public void onAppend(LogName log, LongConsumer reader) {
        listeners.add(new Listener(log, reader));
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
                LOG.atDebug()
                        .addKeyValue("sqlstate", e.getSQLState())
                        .log("the connection for signals was lost");
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
        for (LogName log : LogName.values()) {
            wake(log, UNKNOWN);
        }
        while (!closed) {
            PGNotification[] signals = postgres.getNotifications(Math.toIntExact(WAIT.toMillis()));
            if (signals != null) {
                for (LogName log : LogName.values()) {
                    Stream.of(signals)
                            .filter(s -> s.getName().equals(log.schema()))
                            .mapToLong(LogSignal::position)
                            .max()
                            .ifPresent(position -> wake(log, position));
                }
            }
        }
    }

    /** Wakes the readers of a log in this process at once. */
    public void wake(LogName log, long position) {
        for (Listener listener : listeners) {
            if (listener.log() == log) {
                wake(listener.reader(), position);
            }
        }
    }

    /**
     * The position in a signal. Any role may send one; if it has no position, readers look anyway.
     */
    private static long position(PGNotification signal) {
        try {
            return Long.parseLong(signal.getParameter());
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    private static void wake(LongConsumer reader, long position) {
        try {
            reader.accept(position);
        } catch (RuntimeException e) {
            // This reader polls as well, and the other readers must be woken.
            LOG.atWarn().setCause(e).log("a reader could not be woken");
        }
    }

    private void pause() {
        try {
            Thread.sleep(WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Listener(LogName log, LongConsumer reader) {}
}
