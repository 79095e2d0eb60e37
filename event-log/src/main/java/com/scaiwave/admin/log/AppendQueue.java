package com.scaiwave.admin.log;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Append.Answer;
import com.scaiwave.admin.log.AppendBatch.Encoded;
import com.scaiwave.admin.log.deadline.Deadline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Group commit: one thread writes the appends of all callers of this process. What came while a
 * batch was written is the next batch, so nobody waits for a clock.
 */
final class AppendQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppendQueue.class);

    /** So many may wait; one more is refused at once. */
    private static final int CAPACITY = 4_096;

    /** So many bytes of events and answers may wait. */
    private static final long CAPACITY_BYTES = 64L << 20;

    /** Of those, so many are looked through for what goes together. */
    private static final int AT_HAND = 1_024;

    /** How long a caller waits whose request has no deadline. */
    private static final Duration CALLER_PATIENCE = Duration.ofSeconds(4);

    /** How long the writer goes on asking what became of a batch whose answer was lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Between two such questions, so that a refused connection is not asked for in a spin. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final String APPEND =
            """
            select command, outcome, first_position, detail, known_body, known_answer
            from {schema}.append(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String PROBE = "select {schema}.probe_disk()";
    private static final int HEAD = -1;

    private final LogName name;
    private final JdbcClient sql;
    private final String statement;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Announcer announcer;
    private final Thread writer;
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile boolean closed;
    private volatile boolean diskFull;

    AppendQueue(LogName name, JdbcClient sql) {
        this.name = name;
        this.sql = sql;
        this.statement = APPEND.replace("{schema}", name.schema());
        this.announcer = new Announcer(name, sql);
        this.writer = CriticalThread.unstarted("append-" + name.schema(), this::run);
    }

    void onAppend(LongConsumer listener) {
        announcer.onAppend(listener);
    }

    /** Waits until it is stored, or refused. */
    Outcome append(Encoded append) {
        start();
        Waiting waiting = new Waiting(append);
        if (closed || !enqueue(waiting)) {
            throw new LogUnavailable(name.schema() + " takes no more appends", null);
        }
        try {
            return waiting.outcome.get(patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            waiting.outcome.cancel(false);
            throw new LogUnavailable(name.schema() + " does not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
    }

    /** Counts its bytes until its caller no longer waits. */
    private boolean enqueue(Waiting waiting) {
        int bytes = waiting.append.bytes();
        long before = waitingBytes.getAndAdd(bytes);
        if ((before > 0 && before + bytes > CAPACITY_BYTES) || !queue.offer(waiting)) {
            waitingBytes.addAndGet(-bytes);
            return false;
        }
        CompletableFuture<Outcome> _ =
                waiting.outcome.whenComplete((_, _) -> waitingBytes.addAndGet(-bytes));
        return true;
    }

    /**
     * Whether appends fail for lack of disk: since the last one did, and until one succeeds, or a
     * probe that needs as much of the disk as an ordinary one.
     */
    boolean isDiskFull() {
        if (diskFull) {
            try {
                sql.sql(PROBE.replace("{schema}", name.schema())).query(Long.class).single();
                diskFull(false);
            } catch (DataAccessException e) {
                if (!NotNow.isDiskFull(e)) {
                    throw e;
                }
            }
        }
        return diskFull;
    }

    private void diskFull(boolean now) {
        if (diskFull != now) {
            diskFull = now;
            LOG.atWarn()
                    .addKeyValue("log", name.schema())
                    .log(now ? "the disk of the database is full" : "the disk has room again");
        }
    }

    private static Duration patience() {
        Duration left = Deadline.left();
        return left.compareTo(CALLER_PATIENCE) < 0 ? left : CALLER_PATIENCE;
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        announcer.close();
    }

    private void start() {
        if (writer.getState() == Thread.State.NEW) {
            synchronized (writer) {
                if (writer.getState() == Thread.State.NEW) {
                    writer.start();
                    announcer.start();
                }
            }
        }
    }

    private void run() {
        Deque<Waiting> next = new ArrayDeque<>();
        try {
            while (!closed) {
                if (next.isEmpty()) {
                    next.add(queue.take());
                }
                queue.drainTo(next, Math.max(0, AT_HAND - next.size()));
                writeOrFail(batch(next));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            queue.drainTo(next);
            next.forEach(w ->
                    w.fail(new LogUnavailable(name.schema() + " is closed in this process", null)));
        }
    }

    /** Takes what goes together and is waited for; the rest stays, in its order. */
    private static List<Waiting> batch(Deque<Waiting> next) {
        AppendBatch batch = new AppendBatch();
        List<Waiting> taken = new ArrayList<>();
        for (Iterator<Waiting> each = next.iterator(); each.hasNext(); ) {
            Waiting waiting = each.next();
            if (waiting.outcome.isDone()) {
                each.remove();
            } else if (batch.add(waiting.append)) {
                each.remove();
                taken.add(waiting);
            }
        }
        return taken;
    }

    /** A batch that fails for a reason that was not foreseen fails its callers, and no others. */
    private void writeOrFail(List<Waiting> batch) {
        try {
            write(batch);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("log", name.schema()).setCause(e).log("not appended");
            batch.forEach(w -> w.fail(e));
        }
    }

    private void write(List<Waiting> batch) {
        if (batch.stream().allMatch(w -> w.outcome.isDone())) {
            return;
        }
        boolean again = false;
        long began = System.nanoTime();
        while (true) {
            try {
                boolean repeated = again;
                settle(batch, Deadline.in(PATIENCE).call(() -> call(batch, repeated)));
                diskFull(false);
                return;
            } catch (DataAccessException e) {
                if (NotNow.isDiskFull(e)) {
                    diskFull(true);
                }
                if (LostConnection.causedBy(e)) {
                    if (closed || System.nanoTime() - began > PATIENCE.toNanos()) {
                        fail(batch, e);
                        return;
                    }
                    again = true;
                    LockSupport.parkNanos(PAUSE.toNanos());
                } else if (LostConnection.isTransient(e) || (again && batch.size() == 1)) {
                    fail(batch, e);
                    return;
                } else if (batch.size() == 1) {
                    again = true;
                } else {
                    // One of them can't be stored: each for itself, so that only that one fails.
                    batch.forEach(w -> write(List.of(w)));
                    return;
                }
            }
        }
    }

    private Map<Integer, Row> call(List<Waiting> waiting, boolean again) {
        AppendBatch batch = new AppendBatch();
        for (Waiting w : waiting) {
            if (!batch.add(w.append)) {
                throw new IllegalStateException("what went together does no longer");
            }
        }
        List<Object> arguments = batch.arguments();
        arguments.addFirst(again);
        Map<Integer, Row> rows = new HashMap<>();
        sql.sql(statement)
                .params(arguments)
                .query((row, _) -> rows.put(row.getInt("command"), Row.of(row)))
                .list();
        return rows;
    }

    private void settle(List<Waiting> batch, Map<Integer, Row> rows) {
        Row head = rows.get(HEAD);
        if (head == null || head.position == null) {
            throw new IllegalStateException("the log did not say where it ends");
        }
        long position = head.position;
        for (int command = 0; command < batch.size(); command++) {
            Waiting waiting = batch.get(command);
            int events = waiting.append.append().events().size();
            Row row = rows.get(command);
            if (row == null) {
                waiting.outcome.complete(new Outcome.Appended(events == 0 ? null : position + 1));
                position += events;
            } else {
                waiting.outcome.complete(row.outcome(waiting.append.append()));
            }
        }
        if (position > head.position) {
            announcer.announce(position);
        }
    }

    private void fail(List<Waiting> batch, DataAccessException e) {
        batch.forEach(w -> w.fail(LostConnection.unavailable(name, e)));
    }

    /** An append whose caller waits. */
    private record Waiting(Encoded append, CompletableFuture<Outcome> outcome) {
        Waiting(Encoded append) {
            this(append, new CompletableFuture<>());
        }

        void fail(RuntimeException e) {
            outcome.completeExceptionally(e);
        }
    }

    /** What the log says of one command of a batch. */
    private record Row(
            String outcome,
            @Nullable Long position,
            @Nullable String detail,
            byte @Nullable [] body,
            byte @Nullable [] sealed) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("outcome"),
                    row.getObject("first_position", Long.class),
                    row.getString("detail"),
                    row.getBytes("known_body"),
                    row.getBytes("known_answer"));
        }

        Outcome outcome(Append append) {
            return switch (outcome) {
                case "appended" -> new Outcome.Appended(position);
                case "conflict" -> new Outcome.Conflict(new StreamId(detail()));
                case "taken" -> new Outcome.Taken(detail());
                case "full" -> new Outcome.AnswersFull();
                case "answered" -> answered(append);
                default -> throw new IllegalStateException("append answered " + outcome);
            };
        }

        /** An answer that this very append stored, before it was asked again, is its own. */
        private Outcome answered(Append append) {
            if (body == null || sealed == null) {
                throw new IllegalStateException("a stored answer is empty");
            }
            Answer own = append.answer();
            if (own != null && Arrays.equals(own.sealed(), sealed)) {
                return new Outcome.Appended(
                        position == null ? null : position - append.events().size() + 1);
            }
            return new Outcome.Answered(body, sealed, position);
        }

        @Override
        public String detail() {
            if (detail == null) {
                throw new IllegalStateException("append does not say what is in the way");
            }
            return detail;
        }
    }
}
