package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.CriticalThread;
import com.scaiwave.admin.log.LogForked;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.LogUnavailable;
import com.scaiwave.admin.query.projection.Projector.Patience;
import com.scaiwave.admin.query.projection.Projector.Step;
import com.scaiwave.admin.query.projection.Projector.Unhandled;
import com.scaiwave.admin.query.projection.ReadModel.Generation;
import com.scaiwave.admin.query.projection.ReadModel.GenerationGone;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Keeps the live generations of projections up with a log, all of them in one transaction. One that
 * is far behind, slow, or stopped holds up no other: it goes on in a thread of its own until it has
 * caught up.
 */
final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    /** As PostgreSQL says it of a lock that was waited for long enough. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final long POLL_MILLIS = 1_000;
    private static final long PAUSE_MILLIS = 500;

    private final ReadModel model;
    private final Projector projector;
    private final LogName log;
    private final LogTail tail;
    private final Progress progress;
    private final Set<Projection> together = ConcurrentHashMap.newKeySet();
    private final Map<Projection, Thread> alone = new ConcurrentHashMap<>();
    private final Map<Projection, String> failures = new ConcurrentHashMap<>();
    private final Map<Projection, Generation> generations = new ConcurrentHashMap<>();
    private final Semaphore signal = new Semaphore(1);

    /** Up to where there seems to be something to read, as was said since it was last looked. */
    private final AtomicLong told = new AtomicLong();

    /** Up to where everything is in the projections that go together. */
    private volatile long reached;

    private final Thread thread;
    private volatile boolean closed;

    Follower(
            LogName log,
            LogTail tail,
            Set<Projection> projections,
            ReadModel model,
            Progress progress) {
        this.log = log;
        this.tail = tail;
        this.model = model;
        this.projector = new Projector(model);
        this.progress = progress;
        together.addAll(projections);
        this.thread = CriticalThread.unstarted("follower-" + log.schema(), this::run);
    }

    void start() {
        thread.start();
    }

    /** Which projections do not get on, and why in one word. */
    Map<Projection, String> failures() {
        return Map.copyOf(failures);
    }

    /** Says that there is something to read, up to a position. */
    void wake(long position) {
        told.accumulateAndGet(position, Math::max);
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        alone.values().forEach(Thread::interrupt);
        join(thread);
        alone.values().forEach(Follower::join);
    }

    private void run() {
        while (!closed) {
            try {
                told.set(0);
                boolean more = step();
                together.forEach(p -> failed(p, null));
                if (!more) {
                    awaitSignal();
                }
            } catch (InterruptedException e) {
                return;
            } catch (GenerationGone e) {
                generations.clear();
            } catch (Unhandled e) {
                leave(e.projection());
            } catch (RuntimeException e) {
                if (closed) {
                    return;
                }
                together.forEach(p -> failed(p, e));
                pause();
            }
        }
    }

    /** Until there is something new, or it is time to look all the same. */
    private void awaitSignal() throws InterruptedException {
        long look = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS);
        boolean signalled = true;
        while (signalled && told.get() <= reached) {
            signalled = signal.tryAcquire(look - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    private boolean step() {
        Map<Projection, Generation> members = new LinkedHashMap<>();
        together.forEach(p -> members.put(p, live(p)));
        if (members.isEmpty()) {
            return false;
        }
        Map<Projection, Step> steps = steps(members);
        Set<Projection> busy = new HashSet<>(members.keySet());
        busy.removeAll(steps.keySet());
        busy.forEach(this::leave);
        Map<String, Long> positions = new HashMap<>();
        steps.forEach((projection, s) -> positions.put(projection.name(), s.token().position()));
        progress.reached(log, positions);
        reached = positions.values().stream().mapToLong(p -> p).min().orElse(0);
        boolean more = false;
        for (Map.Entry<Projection, Step> entry : steps.entrySet()) {
            Step step = entry.getValue();
            more |= step.more();
            if (step.more() && steps.size() > 1 && isHoldingUp(step, steps)) {
                leave(entry.getKey());
            }
        }
        return more;
    }

    private Map<Projection, Step> steps(Map<Projection, Generation> members) {
        try {
            return projector.together(members, log, Patience.SOME, tail::readAfter);
        } catch (DataAccessException e) {
            if (isLocked(e)) {
                return projector.together(members, log, Patience.NONE, tail::readAfter);
            }
            throw e;
        }
    }

    private static boolean isLocked(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException cause
                && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
    }

    /** What is slow, or behind the others, has its own pace. */
    private static boolean isHoldingUp(Step step, Map<Projection, Step> steps) {
        return step.took().compareTo(Projector.SLOW) > 0
                || steps.values().stream()
                        .anyMatch(s -> s.token().position() > step.token().position());
    }

    private void leave(Projection projection) {
        together.remove(projection);
        Thread own =
                CriticalThread.unstarted(
                        "follower-" + projection.name() + "-" + log.schema(),
                        () -> runAlone(projection));
        alone.put(projection, own);
        own.start();
    }

    private void runAlone(Projection projection) {
        while (!closed) {
            try {
                Step step = projector.step(projection, live(projection), log, tail::readAfter);
                failed(projection, null);
                progress.reached(log, Map.of(projection.name(), step.token().position()));
                if (!step.more()) {
                    alone.remove(projection);
                    together.add(projection);
                    wake(Long.MAX_VALUE);
                    return;
                }
            } catch (GenerationGone e) {
                generations.remove(projection);
            } catch (RuntimeException e) {
                if (closed) {
                    return;
                }
                failed(projection, e);
                pause();
            }
        }
    }

    private Generation live(Projection projection) {
        return generations.computeIfAbsent(projection, p -> model.live(p).orElseThrow());
    }

    private void failed(Projection projection, @Nullable RuntimeException e) {
        String before = e == null ? failures.remove(projection) : failures.put(projection, word(e));
        if (e != null && before == null) {
            LOG.atError()
                    .addKeyValue("projection", projection.name())
                    .setCause(e)
                    .log("projection stopped, trying again");
        } else if (e == null && before != null) {
            LOG.atInfo().addKeyValue("projection", projection.name()).log("projection goes on");
        }
    }

    /** For operators, without the names of classes; the log has all of it. */
    private static String word(RuntimeException e) {
        return switch (e) {
            case LogForked _ -> "log-forked";
            case LogUnavailable _, DataAccessException _, TransactionException _ -> "waiting";
            default -> "stopped";
        };
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
