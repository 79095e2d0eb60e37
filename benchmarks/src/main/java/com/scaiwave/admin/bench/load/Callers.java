package com.scaiwave.admin.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Many threads of this process, each calling again when its call has returned. */
public final class Callers {
    /** Again where the machine was so slow that no call returned in time. */
    private static final int ATTEMPTS = 10;

    private Callers() {}

    /** What a caller does. */
    @FunctionalInterface
    public interface Call {
        void run() throws Exception;
    }

    /**
     * Runs callers as fast as their calls return.
     *
     * @param call what the n-th caller does each time
     * @param warmUp at the beginning, which is not counted
     * @return how long each call took that returned within the time that counts
     */
    public static Samples closed(
            int callers, IntFunction<Call> call, Duration warmUp, Duration counted) {
        return paced(callers, call, 0, warmUp, counted);
    }

    /**
     * The same, with so many calls a second, all callers together, or fewer where they do not
     * return.
     *
     * @param perSecond 0 means as many as return
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
        for (int n = 0; n < callers; n++) {
            Caller caller =
                    new Caller(
                            call.apply(n), perSecond == 0 ? 0 : (long) (callers * 1e9 / perSecond));
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

    private record Caller(Call call, long interval) {
        Samples run(long count, long end) throws Exception {
            Samples samples = new Samples();
            long due = System.nanoTime();
            while (true) {
                long began = System.nanoTime();
                if (interval > 0) {
                    while (began - due < 0) {
                        LockSupport.parkNanos(due - began);
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
