package com.scaiwave.admin.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventCodec;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.log.follow.Advance;
import com.scaiwave.admin.log.follow.BatchOutcome;
import com.scaiwave.admin.log.follow.BatchOutcome.Moved;
import com.scaiwave.admin.log.follow.Pace;
import com.scaiwave.admin.query.ReadSide;
import com.scaiwave.admin.views.Fold;
import com.scaiwave.admin.views.Key;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks that {@code as_of} and the live tables agree: projected up to any position, in batches of
 * any size, a table has the views that the fold of the events up to there gives.
 */
@NullMarked
public final class TimeTravel implements AutoCloseable {
    private static final int STEPS = 120;

    private final long seed = System.nanoTime();
    private final TestPostgres database = TestPostgres.create();
    private final HikariDataSource reader = pool("scaiwave_query");
    private final HikariDataSource projector = pool("scaiwave_projector");
    private final JsonMapper mapper = ReadSide.mapper(database);
    private final EventLog log =
            new EventLog(LogName.ADMINISTRATION, reader, new EventCodec(database.vault()));
    private final ReadModel model = new ReadModel(projector, reader);

    private TimeTravel() {}

    /** Fails at the first position at which a table and its fold disagree. */
    public static void check(
            Function<JsonMapper, Projection> projection, Map<String, Fold<?>> tables) {
        try (TimeTravel story = new TimeTravel()) {
            story.write();
            story.model.migrate();
            Projection made = projection.apply(story.mapper);
            story.follow(made, tables, () -> 1);
            Random random = new Random(story.seed);
            story.follow(made, tables, () -> 1 + random.nextInt(20));
        }
    }

    /** The same for the projection of a fold. */
    public static <V> void check(Fold<V> fold) {
        check(m -> new ViewProjections(m).of(fold), Map.of("views", fold));
    }

    /** Each step needs several connections, and a new one takes longer than its query. */
    private HikariDataSource pool(String role) {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(database.unpooled(role));
        pool.setMaximumPoolSize(2);
        pool.setMinimumIdle(0);
        return pool;
    }

    private void write() {
        RandomHistory history = new RandomHistory(seed);
        EventLog writer = database.log(LogName.ADMINISTRATION);
        RandomHistory.append(writer, history.beginning());
        for (int i = 0; i < STEPS; i++) {
            RandomHistory.append(writer, history.next());
        }
    }

    private void follow(Projection projection, Map<String, Fold<?>> tables, IntSupplier batch) {
        List<StoredEvent> events = log.readAfter(Checkpoint.START, 10_000);
        Generation generation = model.generations().create(projection);
        Advance<Projection> advance =
                new Advance<>(
                        new OneGeneration(
                                projection, generation, LogName.ADMINISTRATION, model::begin),
                        Pace.DEFAULT);
        long position = 0;
        while (position < events.size()) {
            int size = batch.getAsInt();
            BatchOutcome<Projection> outcome =
                    advance.alone(projection, (checkpoint, _) -> log.readAfter(checkpoint, size));
            assertThat(outcome).as("seed %s", seed).isInstanceOf(Moved.class);
            position = ((Moved<Projection>) outcome).step(projection).checkpoint().position();
            List<StoredEvent> until = events.subList(0, (int) position);
            tables.forEach((table, fold) ->
                    assertThat(rows(generation, table))
                            .as("seed %s, batch of %s, position %s", seed, size, until.size())
                            .isEqualTo(folded(fold, until)));
        }
        assertThat(position).isEqualTo(log.head());
        tables.forEach((table, fold) ->
                assertThat(folded(fold, events))
                        .as("what RandomHistory has for %s", table)
                        .isNotEmpty());
    }

    private <V> Map<Key, JsonNode> folded(Fold<V> fold, List<StoredEvent> events) {
        Map<Key, JsonNode> views = new TreeMap<>();
        fold.all(events)
                .forEach((key, view) ->
                        views.put(key, mapper.readTree(mapper.writeValueAsString(view))));
        return views;
    }

    private Map<Key, JsonNode> rows(Generation generation, String table) {
        Map<Key, JsonNode> rows = new TreeMap<>();
        JdbcClient.create(projector)
                .sql("select tenant, id, view from " + generation.schema() + "." + table)
                .query((row, _) ->
                        rows.put(
                                new Key(row.getString("tenant"), row.getString("id")),
                                mapper.readTree(row.getString("view"))))
                .list();
        return rows;
    }

    @Override
    public void close() {
        reader.close();
        projector.close();
    }
}
