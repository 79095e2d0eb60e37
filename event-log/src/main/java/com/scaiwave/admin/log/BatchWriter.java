package com.scaiwave.admin.log;

import com.scaiwave.admin.log.deadline.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Writes batches and gives each caller its outcome. If the answer of a batch was lost, it is
 * retried with the same event ids, for some seconds. If a batch can't be stored as a whole, its
 * appends are stored one by one.
 */
final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    /**
     * The timeout of one call. A batch whose answer was lost is retried for as long, counted from
     * its first call.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** The pause before a retry, so that a refused connection does not make a busy loop. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final LogName log;
    private final AppendCall call;
    private final Writability writability;
    private final Announcer announcer;
    private volatile boolean closed;

    BatchWriter(LogSql sql, Writability writability, Announcer announcer) {
        this.log = sql.log();
        this.call = new AppendCall(sql);
        this.writability = writability;
        this.announcer = announcer;
    }

    /** Ends the retries after lost answers. */
    void close() {
        closed = true;
    }

    /** Writes a batch; an unexpected exception fails the callers of this batch only. */
    void write(List<WaitingAppend> batch) {
        try {
            writeUntilKnown(batch);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("log", log.schema())
                    .setCause(e)
                    .log("a batch was not appended");
            batch.forEach(w -> w.fail(e));
        }
    }

    private void writeUntilKnown(List<WaitingAppend> batch) {
        if (batch.stream().allMatch(WaitingAppend::isDone)) {
            return;
        }
        boolean again = false;
        long began = System.nanoTime();
        while (true) {
            try {
                boolean repeated = again;
                settle(batch, Deadline.in(PATIENCE).call(() -> call.run(batch, repeated)));
                writability.diskFull(false);
                return;
            } catch (DataAccessException e) {
                if (NotNow.isDiskFull(e)) {
                    writability.diskFull(true);
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
                    // One append can't be stored: write each alone, so that only that one fails.
                    batch.forEach(w -> writeUntilKnown(List.of(w)));
                    return;
                }
            }
        }
    }

    private void settle(List<WaitingAppend> batch, AppendCall.Result result) {
        for (int command = 0; command < batch.size(); command++) {
            batch.get(command).outcome().complete(result.outcomes().get(command));
        }
        if (result.after() > result.before()) {
            announcer.announce(result.after());
        }
    }

    private void fail(List<WaitingAppend> batch, DataAccessException e) {
        batch.forEach(w -> w.fail(LostConnection.unavailable(log, e)));
    }
}
