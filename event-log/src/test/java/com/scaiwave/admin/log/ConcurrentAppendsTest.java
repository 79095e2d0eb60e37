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
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Positions are dense and in commit order, whoever writes and whatever fails meanwhile. */
@NullMarked
class ConcurrentAppendsTest {
    private static final int WRITERS = 8;
    private static final int ROUNDS = 60;
    private static final List<PluginId> SHARED =
            List.of(new PluginId("a"), new PluginId("b"), new PluginId("c"));

    private final TestPostgres postgres = TestPostgres.create();
    private final HikariDataSource pool = new HikariDataSource();
    private final EventLog log;

    ConcurrentAppendsTest() {
        pool.setDataSource(postgres.as("scaiwave_command"));
        pool.setMaximumPoolSize(WRITERS);
        log = postgres.log(LogName.ADMINISTRATION, pool);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void positions_are_dense_and_in_commit_order_for_whoever_reads_meanwhile() throws Exception {
        log.append(appending(reported("taken")));
        long stored;
        List<Recorded> seen;
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Long>> writers =
                    IntStream.range(0, WRITERS)
                            .mapToObj(w -> threads.submit(() -> write(w)))
                            .toList();
            Future<List<Recorded>> reader = threads.submit(() -> readUntil(writers));
            stored = 1;
            for (Future<Long> writer : writers) {
                stored += writer.get();
            }
            seen = reader.get();
        }

        assertThat(seen)
                .extracting(Recorded::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, stored).boxed().toList());
        assertThat(seen).extracting(Recorded::id).doesNotHaveDuplicates();
        assertThat(seen).extracting(Recorded::recordedAt).isSorted().doesNotHaveDuplicates();
        assertThat(log.readAfter(Token.START, seen.size() + 1)).isEqualTo(seen);
        assertThatSequencesAreDense(seen);
    }

    /** Every way an append can end, in turn; answers how many events it has stored. */
    private long write(int writer) {
        PluginId own = new PluginId("own-" + writer);
        long stored = 0;
        for (int round = 0; round < ROUNDS; round++) {
            switch (round % 5) {
                case 0 -> {
                    StreamId absent = StreamId.plugin(Samples.TENANT, new PluginId("absent"));
                    assertThat(log.append(appendingIf(Map.of(absent, 9L), enabled(own))))
                            .isEqualTo(new Conflict(absent));
                }
                case 1 ->
                        assertThat(log.append(appending(enabled(own), reported("taken"))))
                                .isInstanceOf(Taken.class);
                case 2 -> {
                    assertThat(log.append(appending(enabled(own), reported(own + "-" + round))))
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
            long version = log.readStream(stream, 0).size();
            outcome =
                    log.append(
                            appendingIf(
                                    Map.of(stream, version),
                                    enabled(contended),
                                    enabled(own),
                                    enabled(contended)));
        } while (outcome instanceof Conflict);
        assertThat(outcome).isInstanceOf(Appended.class);
    }

    private List<Recorded> readUntil(List<Future<Long>> writers) {
        List<Recorded> seen = new ArrayList<>();
        Token token = Token.START;
        while (true) {
            boolean written = writers.stream().allMatch(Future::isDone);
            List<Recorded> page = log.readAfter(token, 7);
            if (page.isEmpty() && written) {
                return seen;
            }
            for (Recorded event : page) {
                assertThat(event.position()).isEqualTo(token.position() + 1);
                token = new Token(event.position(), event.id());
                seen.add(event);
            }
        }
    }

    private static void assertThatSequencesAreDense(List<Recorded> events) {
        Map<StreamId, List<Long>> sequences =
                events.stream()
                        .collect(
                                groupingBy(
                                        Recorded::stream, mapping(Recorded::sequence, toList())));
        assertThat(sequences)
                .hasSize(WRITERS + SHARED.size() + 1)
                .allSatisfy((_, found) ->
                        assertThat(found)
                                .isEqualTo(LongStream.range(0, found.size()).boxed().toList()));
    }
}
