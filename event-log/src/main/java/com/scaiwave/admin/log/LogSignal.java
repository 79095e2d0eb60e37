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
 * Wakes the readers of the logs when something was appended, by any process.
 *
 * <p>It listens on a connection of its own. A signal may be lost with that connection, so readers
 * look by themselves as well, at least once a second.
 */
public final class LogSignal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogSignal.class);
    private static final Duration WAIT = Duration.ofMillis(500);

    /** Beyond whatever was read: there may be something, and nobody knows how much. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final DataSource dataSource;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Starts to listen.
     *
     * @param dataSource gives connections that are not pooled
     */
    public LogSignal(DataSource dataSource) {
        this.dataSource = dataSource;
        this.thread = CriticalThread.unstarted("log-signal", this::run);
        thread.start();
    }

    /**
     * Has a reader of a log told of positions from now on, up to which there is something to read;
     * it must return at once.
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

    /** Wakes who reads a log in this process, at once. */
    public void wake(LogName log, long position) {
        for (Listener listener : listeners) {
            if (listener.log() == log) {
                wake(listener.reader(), position);
            }
        }
    }

    /** Anyone may send such a signal; what is no position is one to look. */
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
            // It polls as well; the others are not to wait for theirs.
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
