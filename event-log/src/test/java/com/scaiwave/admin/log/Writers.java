package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.TENANT;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.enabled;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.log.Outcome.Appended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;

/** Threads that append and note the outcomes, until they are stopped. */
@NullMarked
final class Writers implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final EventLog log;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> writers = new ArrayList<>();
    private final Map<UUID, Long> acknowledged = new ConcurrentHashMap<>();
    private final Set<UUID> unknown = ConcurrentHashMap.newKeySet();
    private final Semaphore acknowledgements = new Semaphore(0);
    private final Semaphore unavailabilities = new Semaphore(0);
    private volatile boolean stopped;

    Writers(int count, EventLog log) {
        this.log = log;
        for (int writer = 0; writer < count; writer++) {
            PluginId plugin = new PluginId("writer-" + writer);
            writers.add(threads.submit(() -> write(plugin)));
        }
    }

    /** Waits for that many more appends to be acknowledged. */
    void awaitAcknowledged(int appends) throws InterruptedException {
        await(acknowledgements, appends);
    }

    /** Waits for that many more appends to end in {@link LogUnavailable}. */
    void awaitUnavailable(int appends) throws InterruptedException {
        await(unavailabilities, appends);
    }

    /** Stops, and fails if an append was neither acknowledged nor unavailable. */
    void stop() throws Exception {
        stopped = true;
        for (Future<?> writer : writers) {
            writer.get();
        }
    }

    /**
     * Each acknowledged append is stored once, at the position that was returned. Each append with
     * an unknown outcome is stored once or not at all. There are no other events and no gaps.
     */
    void assertThatNothingIsLostOrDoubled(EventLog after) {
        List<StoredEvent> events = after.readAfter(Checkpoint.START, Integer.MAX_VALUE - 1);
        assertThat(events)
                .extracting(StoredEvent::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
        Map<UUID, Long> unaccounted = new HashMap<>();
        events.forEach(e -> assertThat(unaccounted.put(e.id(), e.position())).isNull());
        acknowledged.forEach(
                (id, position) -> assertThat(unaccounted.remove(id)).isEqualTo(position));
        assertThat(unknown).containsAll(unaccounted.keySet());
    }

    @Override
    public void close() {
        stopped = true;
        threads.close();
    }

    private void write(PluginId plugin) {
        while (!stopped) {
            Append append = appending(enabled(TENANT, plugin));
            UUID id = append.events().getFirst().id();
            try {
                assertThat(log.append(append))
                        .isInstanceOfSatisfying(
                                Appended.class,
                                a -> acknowledged.put(id, requireNonNull(a.firstPosition())));
                acknowledgements.release();
            } catch (LogUnavailable e) {
                unknown.add(id);
                unavailabilities.release();
            }
        }
    }

    private void await(Semaphore semaphore, int permits) throws InterruptedException {
        assertThat(semaphore.tryAcquire(permits, TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                .as("%s acknowledged, %s unknown", acknowledged.size(), unknown.size())
                .isTrue();
    }
}
