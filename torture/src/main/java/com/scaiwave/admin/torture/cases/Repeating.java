package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Clients, each in a thread of its own, that repeat something until they are stopped. */
final class Repeating implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean stopped;

    /**
     * Starts a client.
     *
     * @param step gets a new number each time
     */
    void start(IntConsumer step) {
        threads.add(
                Thread.ofVirtual()
                        .start(() -> {
                            while (!stopped) {
                                step.accept(next());
                            }
                        }));
    }

    /** A number that no step has got. */
    int next() {
        return next.incrementAndGet();
    }

    int clients() {
        return threads.size();
    }

    boolean isStopped() {
        return stopped;
    }

    /** Stops them, and returns when the last answer has arrived. */
    @Override
    public void close() {
        stopped = true;
        Together.join(threads);
    }
}
