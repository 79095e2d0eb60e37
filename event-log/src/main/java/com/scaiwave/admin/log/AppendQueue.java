package com.scaiwave.admin.log;

import com.scaiwave.admin.log.deadline.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Group commit: one thread writes the appends of all callers of this process. Appends that arrive
 * while a batch is written form the next batch, so no append waits for a timer.
 */
final class AppendQueue implements AutoCloseable {
    /** The number of appends that may wait; one more is refused at once. */
    private static final int CAPACITY = 4_096;

    /** The bytes of events and answers that may wait; a single append may be larger. */
    static final long CAPACITY_BYTES = 64L << 20;

    /** The number of waiting appends that are considered for a batch. */
    private static final int AT_HAND = 1_024;

    /** The longest that a caller waits; its request's deadline may be earlier. */
    private static final Duration CALLER_PATIENCE = Duration.ofSeconds(4);

    private final LogName log;
    private final long capacityBytes;
    private final Announcer announcer;
    private final BatchWriter writer;
    private final Thread thread;
    private final BlockingQueue<WaitingAppend> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile boolean closed;

    AppendQueue(LogSql sql, Writability writability, long capacityBytes) {
        this.log = sql.log();
        this.capacityBytes = capacityBytes;
        this.announcer = new Announcer(sql);
        this.writer = new BatchWriter(sql, writability, announcer);
        this.thread = CriticalThread.unstarted("append-" + log.schema(), this::run);
    }

    void onAppend(LongConsumer listener) {
        announcer.onAppend(listener);
    }

    /** Waits until the append is stored or refused. */
    Outcome append(WaitingAppend waiting) {
        start();
        if (closed || !enqueue(waiting)) {
            throw new LogUnavailable(log.schema() + " takes no more appends", null);
        }
        try {
            return waiting.outcome().get(patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            waiting.outcome().cancel(false);
            throw new LogUnavailable(log.schema() + " does not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
    }

    /** Adds an append, and counts its bytes until its caller no longer waits. */
    private boolean enqueue(WaitingAppend waiting) {
        int bytes = waiting.bytes();
        long before = waitingBytes.getAndAdd(bytes);
        if ((before > 0 && before + bytes > capacityBytes) || !queue.offer(waiting)) {
            waitingBytes.addAndGet(-bytes);
            return false;
        }
        CompletableFuture<Outcome> _ =
                waiting.outcome().whenComplete((_, _) -> waitingBytes.addAndGet(-bytes));
        return true;
    }

    private static Duration patience() {
        Duration left = Deadline.left();
        return left.compareTo(CALLER_PATIENCE) < 0 ? left : CALLER_PATIENCE;
    }

    @Override
    public void close() {
        closed = true;
        writer.close();
        thread.interrupt();
        announcer.close();
    }

    private void start() {
        if (thread.getState() == Thread.State.NEW) {
            synchronized (thread) {
                if (thread.getState() == Thread.State.NEW) {
                    thread.start();
                    announcer.start();
                }
            }
        }
    }

    private void run() {
        Deque<WaitingAppend> next = new ArrayDeque<>();
        try {
            while (!closed) {
                if (next.isEmpty()) {
                    next.add(queue.take());
                }
                queue.drainTo(next, Math.max(0, AT_HAND - next.size()));
                writer.write(batch(next));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            queue.drainTo(next);
            next.forEach(w ->
                    w.fail(new LogUnavailable(log.schema() + " is closed in this process", null)));
        }
    }

    /**
     * Takes the appends that fit one batch, drops those whose callers gave up, and keeps the rest.
     */
    private static List<WaitingAppend> batch(Deque<WaitingAppend> next) {
        Batch batch = new Batch();
        for (Iterator<WaitingAppend> each = next.iterator(); each.hasNext(); ) {
            WaitingAppend waiting = each.next();
            if (waiting.isDone() || batch.add(waiting)) {
                each.remove();
            }
        }
        return batch.appends;
    }

    /** The appends of one transaction. None of them reads or writes what an earlier one writes. */
    static final class Batch {
        private static final int MOST_APPENDS = 256;
        private static final int MOST_BYTES = 4 << 20;

        private final List<WaitingAppend> appends = new ArrayList<>();
        private final Set<String> written = new HashSet<>();
        private int bytes;

        /** Adds an append; returns false if it is full, or writes what the append touches. */
        boolean add(WaitingAppend append) {
            boolean full =
                    appends.size() >= MOST_APPENDS
                            || (!appends.isEmpty() && bytes + append.bytes() > MOST_BYTES);
            if (full || !Collections.disjoint(written, append.touched())) {
                return false;
            }
            appends.add(append);
            written.addAll(append.written());
            bytes += append.bytes();
            return true;
        }
    }
}
