package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.CriticalThread;
import com.scaiwave.admin.log.LogSignal;
import com.scaiwave.admin.log.follow.BatchOutcome.Failed;
import com.scaiwave.admin.log.follow.BatchOutcome.Moved;
import com.scaiwave.admin.log.follow.BatchOutcome.Step;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps followers up to date with a log, all of them in one transaction. A follower that fails, is
 * far behind or is slow does not delay the others: it continues in a thread of its own until it has
 * caught up.
 *
 * <p>A follower stops at an event of an unknown type or revision, and at an event without a tenant
 * that it can't handle. It retries, and never skips such an event.
 */
public final class Following<F extends Follower> implements AutoCloseable {
    private final String name;
    private final LogTail log;
    private final Pace pace;
    private final Advance<F> advance;
    private final Standing<F> standing;
    private final Alarm alarm = new Alarm();
    private final Set<F> all;
    private final Set<F> together = ConcurrentHashMap.newKeySet();
    private final Map<F, Thread> alone = new ConcurrentHashMap<>();
    private final Thread thread;

    /** The position that all followers in the shared transaction have reached. */
    private volatile long reached;

    private volatile boolean closed;

    /**
     * Creates the engine; {@link #start} starts it.
     *
     * @param name the name of the threads, which the log's name is added to
     * @param log the tail that all followers of the log share in a process, so that each event is
     *     decoded once
     * @param progress receives the positions that followers have reached, by name, from several
     *     threads
     */
    public Following(
            String name,
            LogTail log,
            Storage<F> storage,
            Collection<F> followers,
            Pace pace,
            Consumer<Map<String, Long>> progress) {
        this.name = name + "-" + log.name().schema();
        this.log = log;
        this.pace = pace;
        this.standing = new Standing<>(progress);
        this.advance = new Advance<>(storage, pace);
        this.all = Set.copyOf(followers);
        this.together.addAll(all);
        this.thread = CriticalThread.unstarted(this.name, this::run);
    }

    /** Lets appends of this process and of others wake the followers, which poll as well. */
    public Following<F> wokenBy(LogSignal signal) {
        signal.onAppend(log.name(), alarm::ring);
        return this;
    }

    public void start() {
        thread.start();
    }

    /** The state of each follower, as this process last saw it; reads the log's head. */
    public List<FollowerState> states() {
        long head = log.head();
        Map<String, String> failures = failures();
        return all.stream()
                .map(f -> {
                    long position = standing.position(f);
                    return new FollowerState(
                            f.name(),
                            log.name(),
                            position,
                            Math.max(0, head - position),
                            failures.get(f.name()));
                })
                .toList();
    }

    /** What blocks followers, in one word each, by their names; reads nothing. */
    public Map<String, String> failures() {
        return standing.failures();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        alone.values().forEach(Thread::interrupt);
        join(thread);
        alone.values().forEach(Following::join);
    }

    private void run() {
        Backoff backoff = new Backoff(pace);
        while (!closed) {
            try {
                alarm.reset();
                boolean more = step();
                backoff.reset();
                if (!more) {
                    long rested = System.nanoTime() + pace.rest().toNanos();
                    alarm.await(reached, pace.poll());
                    TimeUnit.NANOSECONDS.sleep(rested - System.nanoTime());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (closed) {
                    return;
                }
                together.forEach(f -> standing.failed(f, e));
                backoff.pause();
            }
        }
    }

    /**
     * Moves the followers of the shared transaction by a batch.
     *
     * @return whether there may be more events for them
     */
    private boolean step() {
        List<F> members = List.copyOf(together);
        if (members.isEmpty()) {
            return false;
        }
        return switch (advance.together(members, log)) {
            case Moved<F> moved -> settle(members, moved.steps());
            case Failed<F> failed -> {
                leave(failed.follower());
                yield true;
            }
        };
    }

    private boolean settle(List<F> members, Map<F, Step> steps) {
        Set<F> heldElsewhere = new HashSet<>(members);
        heldElsewhere.removeAll(steps.keySet());
        heldElsewhere.forEach(this::leave);
        standing.reached(steps);
        reached =
                steps.values().stream()
                        .mapToLong(s -> s.checkpoint().position())
                        .min()
                        .orElse(reached);
        boolean more = false;
        for (Map.Entry<F, Step> entry : steps.entrySet()) {
            Step step = entry.getValue();
            more |= step.more();
            if (step.more() && isHoldingUp(step, steps.values())) {
                leave(entry.getKey());
            }
        }
        return more;
    }

    private boolean isHoldingUp(Step step, Collection<Step> steps) {
        return steps.size() > 1
                && (step.took().compareTo(pace.slow()) > 0
                        || steps.stream()
                                .anyMatch(s ->
                                        s.checkpoint().position() > step.checkpoint().position()));
    }

    private void leave(F follower) {
        together.remove(follower);
        Solo<F> solo =
                new Solo<>(
                        follower,
                        advance,
                        log,
                        standing,
                        new Backoff(pace),
                        () -> comeBack(follower),
                        () -> closed);
        Thread own = CriticalThread.unstarted(name + "-" + follower.name(), solo);
        alone.put(follower, own);
        own.start();
    }

    private void comeBack(F follower) {
        alone.remove(follower);
        together.add(follower);
        alarm.ring(Long.MAX_VALUE);
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
