package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.appendingIf;
import static com.scaiwave.admin.log.Samples.enabled;
import static com.scaiwave.admin.log.Samples.reported;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Outcome.Appended;
import com.scaiwave.admin.log.Outcome.Conflict;
import com.scaiwave.admin.log.Outcome.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Positions are dense and in commit order, however many writers there are and whatever fails. */
@NullMarked
interface ConcurrencyConformance extends Conformance {
    int WRITERS = 8;
    int ROUNDS = 60;
    List<PluginId> SHARED = List.of(new PluginId("a"), new PluginId("b"), new PluginId("c"));

    @Test
    default void positions_are_dense_and_in_commit_order_for_whoever_reads_meanwhile()
            throws Exception {
        log().append(appending(reported("taken")));
        long stored;
        List<StoredEvent> seen;
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Long>> writers =
                    IntStream.range(0, WRITERS)
                            .mapToObj(w -> threads.submit(() -> write(w)))
                            .toList();
            Future<List<StoredEvent>> reader = threads.submit(() -> readUntil(writers));
            stored = 1;
            for (Future<Long> writer : writers) {
                stored += writer.get();
            }
            seen = reader.get();
        }

        assertThat(seen)
                .extracting(StoredEvent::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, stored).boxed().toList());
        assertThat(seen).extracting(StoredEvent::id).doesNotHaveDuplicates();
        assertThat(seen).extracting(StoredEvent::recordedAt).isSorted().doesNotHaveDuplicates();
        assertThat(log().readAfter(Checkpoint.START, seen.size() + 1)).isEqualTo(seen);
        assertThatSequencesAreDense(seen);
    }

    @Test
    default void appends_that_are_written_together_have_each_their_own_outcome() throws Exception {
        log().append(appending(reported("taken")));
        List<Callable<Outcome>> callers = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            PluginId own = new PluginId("own-" + n);
            StreamId stream = StreamId.plugin(Samples.TENANT, own);
            callers.add(
                    switch (n % 3) {
                        case 0 -> () -> log().append(appendingIf(Map.of(stream, 0L), enabled(own)));
                        case 1 -> () -> log().append(appendingIf(Map.of(stream, 1L), enabled(own)));
                        default -> () -> log().append(appending(enabled(own), reported("taken")));
                    });
        }
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (Future<Outcome> outcome : threads.invokeAll(callers)) {
                outcomes.add(outcome.get());
            }
        }
        for (int n = 0; n < 30; n++) {
            StreamId stream = StreamId.plugin(Samples.TENANT, new PluginId("own-" + n));
            switch (n % 3) {
                case 0 ->
                        assertThat(outcomes.get(n))
                                .isEqualTo(
                                        new Appended(
                                                log().readStream(stream, 0).getFirst().position()));
                case 1 -> assertThat(outcomes.get(n)).isEqualTo(new Conflict(stream));
                default -> assertThat(outcomes.get(n)).isEqualTo(new Taken("platform-event"));
            }
        }
        assertThat(log().head()).isEqualTo(11);
    }

    @Test
    default void a_listener_of_the_process_is_told_where_the_log_ends_after_each_append()
            throws Exception {
        BlockingQueue<Long> told = new LinkedBlockingQueue<>();
        log().onAppend(told::add);
        log().append(appending(reported("1"), reported("2")));
        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(2);
        log().append(appending(reported("3")));
        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(3);
    }

    /** Appends with every possible outcome in turn; returns how many events were stored. */
    private long write(int writer) {
        PluginId own = new PluginId("own-" + writer);
        long stored = 0;
        for (int round = 0; round < ROUNDS; round++) {
            switch (round % 5) {
                case 0 -> {
                    StreamId absent = StreamId.plugin(Samples.TENANT, new PluginId("absent"));
                    assertThat(log().append(appendingIf(Map.of(absent, 9L), enabled(own))))
                            .isEqualTo(new Conflict(absent));
                }
                case 1 ->
                        assertThat(log().append(appending(enabled(own), reported("taken"))))
                                .isInstanceOf(Taken.class);
                case 2 -> {
                    assertThat(log().append(appending(enabled(own), reported(own + "-" + round))))
                            .isInstanceOf(Appended.class);
                    stored += 2;
                }
                default -> {
                    decideUntilItStands(SHARED.get(round % SHARED.size()), own);
                    stored += 3;
                }
            }
        }
        return stored;
    }

    private void decideUntilItStands(PluginId contended, PluginId own) {
        StreamId stream = StreamId.plugin(Samples.TENANT, contended);
        Outcome outcome;
        do {
            long version = log().readStream(stream, 0).size();
            outcome =
                    log().append(
                                    appendingIf(
                                            Map.of(stream, version),
                                            enabled(contended),
                                            enabled(own),
                                            enabled(contended)));
        } while (outcome instanceof Conflict);
        assertThat(outcome).isInstanceOf(Appended.class);
    }

    private List<StoredEvent> readUntil(List<Future<Long>> writers) {
        List<StoredEvent> seen = new ArrayList<>();
        Checkpoint checkpoint = Checkpoint.START;
        while (true) {
            boolean written = writers.stream().allMatch(Future::isDone);
            List<StoredEvent> page = log().readAfter(checkpoint, 7);
            if (page.isEmpty() && written) {
                return seen;
            }
            for (StoredEvent event : page) {
                assertThat(event.position()).isEqualTo(checkpoint.position() + 1);
                checkpoint = new Checkpoint(event.position(), event.id());
                seen.add(event);
            }
        }
    }

    private static void assertThatSequencesAreDense(List<StoredEvent> events) {
        Map<StreamId, List<Long>> sequences =
                events.stream()
                        .collect(
                                groupingBy(
                                        StoredEvent::stream,
                                        mapping(StoredEvent::sequence, toList())));
        assertThat(sequences)
                .hasSize(WRITERS + SHARED.size() + 1)
                .allSatisfy((_, found) ->
                        assertThat(found)
                                .isEqualTo(LongStream.range(0, found.size()).boxed().toList()));
    }
}
