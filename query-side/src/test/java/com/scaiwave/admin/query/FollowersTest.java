package com.scaiwave.admin.query;

import static com.scaiwave.admin.testkit.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Projections;
import com.scaiwave.admin.query.projection.RandomHistory;
import com.scaiwave.admin.query.projection.Rebuild;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@NullMarked
@Order(1)
class FollowersTest {
    /** Between writes and reads that go on for as long as a rebuild takes, to leave it a core. */
    private static final long PAUSE_NANOS = 2_000_000;

    private final long seed = System.nanoTime();
    private final TestPostgres database = ReadSide.database();
    private final EventLog administration = database.log(LogName.ADMINISTRATION);
    private final EventLog metering = database.log(LogName.METERING);
    private final RandomHistory history = new RandomHistory(seed);
    private final ReadSide one = ReadSide.on(database);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        one.close();
    }

    @Test
    void a_read_sees_what_another_process_wrote_before_it_began() {
        one.start();
        for (int i = 0; i < 30; i++) {
            write(1);

            for (Projection projection : one.all()) {
                long reached =
                        one.reads()
                                .now(
                                        projection,
                                        new TenantSet.All(),
                                        sql -> position(sql, projection));
                assertThat(reached)
                        .as("seed %s, %s", seed, projection.name())
                        .isGreaterThanOrEqualTo(administration.head());
            }
        }
        assertThat(one.followers().failures()).isEmpty();
    }

    @Test
    void a_read_of_a_stopped_projection_is_refused_after_about_two_seconds() {
        write(1);

        long begun = System.nanoTime();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() ->
                        one.reads()
                                .now(one.projection("plugins"), new TenantSet.All(), _ -> "rows"))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.SW_READ_LAGGING);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))
                .isBetween(1_900L, 10_000L);
    }

    @Test
    void a_projection_that_is_late_is_waited_for() throws Exception {
        write(1);
        Future<String> read =
                threads.submit(() ->
                        one.reads()
                                .now(one.projection("plugins"), new TenantSet.All(), _ -> "rows"));

        assertThat(read.isDone()).isFalse();
        one.start();

        assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo("rows");
    }

    @Test
    void two_processes_project_each_event_once() throws Exception {
        try (ReadSide two = ReadSide.on(database)) {
            one.start();
            two.start();
            write(60);
            measure(40);

            awaitHead(one);

            assertThatEveryProjectionIsWhatARebuildGives();
        }
    }

    @Test
    void a_write_transaction_that_never_ends_elsewhere_stalls_nobody() throws Exception {
        try (Connection elsewhere = database.as("postgres").getConnection();
                Statement statement = elsewhere.createStatement()) {
            elsewhere.setAutoCommit(false);
            statement.execute("create table elsewhere as select pg_current_xact_id() as id");
            one.start();
            write(10);

            awaitHead(one);

            for (Projection projection : one.all()) {
                long reached =
                        one.reads()
                                .now(
                                        projection,
                                        new TenantSet.All(),
                                        sql -> position(sql, projection));
                assertThat(reached).isEqualTo(administration.head());
            }
        }
    }

    @Test
    void a_projection_whose_token_is_held_elsewhere_holds_up_no_other() throws Exception {
        one.start();
        write(1);
        awaitHead(one);
        assertThatOthersGoOn(
                "select from readmodel.checkpoints where projection = 'plugins' for update",
                "plugins");
    }

    @Test
    void a_projection_whose_rows_are_locked_holds_up_no_other() throws Exception {
        one.start();
        write(1);
        awaitHead(one);
        String schema =
                JdbcClient.create(database.as("postgres"))
                        .sql(
                                """
                                select schema from readmodel.live
                                join readmodel.generations using (projection, generation)
                                where projection = 'audit'
                                """)
                        .query(String.class)
                        .single();
        assertThatOthersGoOn("lock table " + schema + ".entries in access exclusive mode", "audit");
    }

    /** Writes while a lock holds up one projection. */
    private void assertThatOthersGoOn(String lock, String held) throws Exception {
        try (Connection elsewhere = database.as("postgres").getConnection();
                Statement statement = elsewhere.createStatement()) {
            elsewhere.setAutoCommit(false);
            statement.execute(lock);
            write(10);

            until(
                    "all others are at the head",
                    () ->
                            one.projections().states().stream()
                                    .allMatch(s -> s.lag() == 0 == !s.name().equals(held)));
        }
        awaitHead(one);
        assertThat(one.followers().failures()).isEmpty();
    }

    @Test
    void a_rebuild_under_writes_gives_the_same_rows_and_no_reader_notices() throws Exception {
        one.start();
        write(50);
        measure(50);
        AtomicBoolean stopped = new AtomicBoolean();
        Future<?> writer = threads.submit(() -> writeUntil(stopped));
        List<Future<?>> readers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            readers.add(threads.submit(() -> readUntil(stopped)));
        }
        try {
            assertThatEveryProjectionIsWhatARebuildGives();
        } finally {
            stopped.set(true);
        }
        writer.get(30, TimeUnit.SECONDS);
        for (Future<?> reader : readers) {
            reader.get(30, TimeUnit.SECONDS);
        }
        assertThat(one.followers().failures()).isEmpty();
    }

    @Test
    void a_rebuild_compares_with_what_a_projection_that_is_behind_would_have_become() {
        write(20);
        measure(20);

        assertThatEveryProjectionIsWhatARebuildGives();
    }

    @Test
    void an_event_of_an_unknown_type_stops_who_reads_it_and_is_never_skipped() throws Exception {
        one.start();
        write(3);
        awaitHead(one);
        long before = administration.head();
        JdbcClient.create(database.as("postgres"))
                .sql(
                        """
                        insert into log_administration.events
                        select (jsonb_populate_record(e, jsonb_build_object(
                            'position', e.position + 1, 'event_id', gen_random_uuid(),
                            'type', 'unheard.of', 'sequence', 0, 'stream', 'unheard:of'))).*
                        from log_administration.events e order by position desc limit 1
                        """)
                .update();

        until("every follower has stopped", () -> failing().containsAll(one.projections().names()));

        assertThat(
                        one.projections().states().stream()
                                .filter(s -> s.log() == LogName.ADMINISTRATION)
                                .map(Projections.State::position))
                .containsOnly(before);
    }

    private List<String> failing() {
        return List.copyOf(one.followers().failures().keySet());
    }

    private void assertThatEveryProjectionIsWhatARebuildGives() {
        List<@Nullable String> indexes = indexes();
        rebuildAll();
        assertThat(indexes()).isEqualTo(indexes).contains("audit entries_fleet_action");
    }

    /** The indexes of all projections' tables, without the generation in their names. */
    private List<@Nullable String> indexes() {
        return JdbcClient.create(database.as("postgres"))
                .sql(
                        """
                        select projection || ' ' || indexname from pg_indexes
                        join readmodel.generations on schema = schemaname order by 1
                        """)
                .query(String.class)
                .list();
    }

    private void rebuildAll() {
        for (Projection projection : one.all()) {
            assertThat(one.projections().rebuild(projection, _ -> {}))
                    .as("seed %s, %s", seed, projection.name())
                    .isEqualTo(new Rebuild.Result(true, 0));
        }
    }

    private void write(int appends) {
        for (int i = 0; i < appends; i++) {
            append(
                    administration,
                    administration.head() == 0 ? history.beginning() : history.next());
        }
    }

    private void measure(int appends) {
        for (int i = 0; i < appends; i++) {
            append(metering, List.of(history.measured()));
        }
    }

    private static void append(EventLog log, List<Event> events) {
        RandomHistory.append(log, events);
    }

    private void writeUntil(AtomicBoolean stopped) {
        while (!stopped.get()) {
            write(1);
            measure(1);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Reads again and again; no read may see fewer rows than the one before. */
    private void readUntil(AtomicBoolean stopped) {
        long before = 0;
        while (!stopped.get()) {
            Projection audit = one.projection("audit");
            long rows =
                    one.reads()
                            .now(
                                    audit,
                                    new TenantSet.All(),
                                    sql ->
                                            sql.sql("select count(*) from {schema}.entries")
                                                    .query(Long.class)
                                                    .single());
            assertThat(rows).isGreaterThanOrEqualTo(before);
            before = rows;
            one.reads()
                    .asItIs(
                            one.projection("plugins"),
                            new TenantSet.All(),
                            sql ->
                                    sql.sql("select count(*) from {schema}.views")
                                            .query(Long.class)
                                            .single());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void awaitHead(ReadSide side) throws InterruptedException {
        until(
                "everything is projected",
                () -> side.projections().states().stream().allMatch(s -> s.lag() == 0));
    }

    private static long position(JdbcClient sql, Projection projection) {
        return sql.sql(
                        """
                        select position from readmodel.checkpoints join readmodel.live
                            using (projection, generation)
                        where projection = ? and log = 'ADMINISTRATION'
                        """)
                .param(projection.name())
                .query(Long.class)
                .single();
    }
}
