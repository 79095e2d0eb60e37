package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.LogForked;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.LogUnavailable;
import com.scaiwave.admin.query.projection.Projector.Step;
import com.scaiwave.admin.query.projection.ReadModel.Generation;
import com.scaiwave.admin.query.projection.ReadModel.GenerationGone;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Keeps the live generation of one projection up with the logs, in a thread of its own: one that is
 * slow, or stopped at an event it does not know, holds up no other.
 */
final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final long POLL_MILLIS = 1_000;
    private static final long PAUSE_MILLIS = 500;

    private final Projection projection;
    private final ReadModel model;
    private final Projector projector;
    private final Map<LogName, LogTail> tails;
    private final Progress progress;
    private final Semaphore signal = new Semaphore(1);
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable String failure;
    private @Nullable Generation generation;

    Follower(
            Projection projection,
            ReadModel model,
            Map<LogName, LogTail> tails,
            Progress progress) {
        this.projection = projection;
        this.model = model;
        this.projector = new Projector(model);
        this.tails = tails;
        this.progress = progress;
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("follower-" + projection.name())
                        .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    Projection projection() {
        return projection;
    }

    /** Why it does not get on, in one word; null while it does. */
    @Nullable String failure() {
        return failure;
    }

    /** Says that there may be something to read. */
    void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                boolean more = false;
                for (LogName log : projection.logs()) {
                    more |= follow(log);
                }
                failed(null);
                if (!more && signal.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    signal.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (GenerationGone e) {
                generation = null;
            } catch (RuntimeException e) {
                if (closed) {
                    return;
                }
                failed(e);
                pause();
            }
        }
    }

    private boolean follow(LogName log) {
        Generation current = generation;
        if (current == null) {
            current = model.live(projection).orElseThrow();
            generation = current;
        }
        LogTail tail = tails.get(log);
        if (tail == null) {
            throw new IllegalStateException(log + " has no tail");
        }
        Step step = projector.step(projection, current, log, tail::readAfter);
        progress.reached(projection.name(), log, step.token().position());
        return step.more();
    }

    private void failed(@Nullable RuntimeException e) {
        if (e != null && failure == null) {
            LOG.atError()
                    .addKeyValue("projection", projection.name())
                    .setCause(e)
                    .log("projection stopped, trying again");
        } else if (e == null && failure != null) {
            LOG.atInfo().addKeyValue("projection", projection.name()).log("projection goes on");
        }
        failure = e == null ? null : word(e);
    }

    /** For operators, without the names of classes; the log has all of it. */
    private static String word(RuntimeException e) {
        return switch (e) {
            case LogForked _ -> "log-forked";
            case LogUnavailable _, DataAccessException _, TransactionException _ -> "waiting";
            default -> "stopped";
        };
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
