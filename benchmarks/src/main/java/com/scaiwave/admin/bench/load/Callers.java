package com.scaiwave.admin.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Threads of this process that each call again when their call has returned. */
public final class Callers {
    /** How often a run is repeated if no call returned in time, on a very slow machine. */
    private static final int ATTEMPTS = 10;

    private Callers() {}

    /** A caller's action. */
    @FunctionalInterface
    public interface Call {
        void run() throws Exception;
    }

    /**
     * Runs callers as fast as their calls return.
     *
     * @param call makes the n-th caller's call
     * @param warmUp the time at the beginning that does not count
     * @return the durations of the calls that returned within the counted time
     */
    public static Samples closed(
            int callers, IntFunction<Call> call, Duration warmUp, Duration counted) {
        return paced(callers, call, 0, warmUp, counted);
    }

    /**
     * Runs callers at a fixed rate for all of them together, or slower if calls do not return in
     * time.
     *
     * @param perSecond the rate in calls per second; 0 means no limit
     */
    public static Samples paced(
            int callers,
            IntFunction<Call> call,
            double perSecond,
            Duration warmUp,
            Duration counted) {
        Samples samples = once(callers, call, perSecond, warmUp, counted);
        for (int n = 1; n < ATTEMPTS && samples.count() == 0; n++) {
            samples = once(callers, call, perSecond, warmUp, counted);
        }
        return samples;
    }

    private static Samples once(
            int callers,
            IntFunction<Call> call,
            double perSecond,
            Duration warmUp,
            Duration counted) {
        Samples all = new Samples();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(callers);
        long count = System.nanoTime() + warmUp.toNanos();
        long end = count + counted.toNanos();
        List<Thread> threads = new ArrayList<>();
        long interval = perSecond == 0 ? 0 : (long) (callers * 1e9 / perSecond);
        long now = System.nanoTime();
        for (int n = 0; n < callers; n++) {
            // Spread, so that a slow rate has calls in the counted time, too.
            Caller caller = new Caller(call.apply(n), interval, now + interval * n / callers);
            threads.add(
                    Thread.ofPlatform()
                            .name("caller-" + n)
                            .start(() -> {
                                try {
                                    all.addAll(caller.run(count, end));
                                } catch (Exception e) {
                                    failure.compareAndSet(null, e);
                                } finally {
                                    done.countDown();
                                }
                            }));
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        Exception first = failure.get();
        if (first != null) {
            throw new IllegalStateException("a caller failed", first);
        }
        return all;
    }

    private record Caller(Call call, long interval, long first) {
        Samples run(long count, long end) throws Exception {
            Samples samples = new Samples();
            long due = first;
            while (true) {
                long began = System.nanoTime();
                if (interval > 0) {
                    while (began - due < 0 && began - end < 0) {
                        LockSupport.parkNanos(Math.min(due, end) - began);
                        began = System.nanoTime();
                    }
                    due += interval;
                }
                if (began - end >= 0) {
                    return samples;
                }
                call.run();
                long now = System.nanoTime();
                if (now - count >= 0 && now - end < 0) {
                    samples.add(now - began);
                }
            }
        }
    }
}
