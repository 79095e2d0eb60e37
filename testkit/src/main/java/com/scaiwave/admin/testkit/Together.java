package com.scaiwave.admin.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs tasks at the same moment. */
public final class Together {
    private Together() {}

    /**
     * Runs a task n times, all starting together; the results are in the order of their numbers.
     *
     * @throws IllegalStateException if one of them fails
     */
    public static <T> List<T> times(int n, IntFunction<T> task) {
        CyclicBarrier start = new CyclicBarrier(n);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                int number = i;
                futures.add(
                        threads.submit(() -> {
                            start.await();
                            return task.apply(number);
                        }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (Exception e) {
            throw new IllegalStateException("one of " + n + " failed: " + e.getMessage(), e);
        }
    }

    /** Waits until all threads have ended, or this one is interrupted. */
    public static void join(List<Thread> threads) {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
