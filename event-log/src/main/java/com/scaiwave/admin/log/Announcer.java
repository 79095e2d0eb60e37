package com.scaiwave.admin.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.springframework.dao.DataAccessException;

/**
 * Wakes readers after a commit. Readers of this process are called at once. Readers of other
 * processes get a notification, in a separate transaction that does not wait for the disk; appends
 * that commit in the meantime share one notification.
 */
final class Announcer implements AutoCloseable {
    private static final String NOTIFY =
            "select set_config('synchronous_commit', 'off', true), pg_notify(?, ?)";

    private final LogSql sql;
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong head = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    Announcer(LogSql sql) {
        this.sql = sql;
        this.thread = CriticalThread.unstarted("announce-" + sql.log().schema(), this::run);
    }

    void start() {
        thread.start();
    }

    void onAppend(LongConsumer listener) {
        listeners.add(listener);
    }

    void announce(long position) {
        listeners.forEach(l -> l.accept(position));
        head.set(position);
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        long told = 0;
        while (!closed) {
            long position = head.get();
            if (position == told) {
                LockSupport.park(this);
            } else {
                told = position;
                tell(position);
            }
        }
    }

    private void tell(long position) {
        String log = sql.log().schema();
        try {
            sql.write(NOTIFY).params(log, Long.toString(position)).query(_ -> {});
        } catch (DataAccessException e) {
            // Readers also poll: a lost notification only delays them.
            LostConnection.logged(log, e);
        }
    }
}
