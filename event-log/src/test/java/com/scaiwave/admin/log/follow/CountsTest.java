package com.scaiwave.admin.log.follow;

import static com.scaiwave.admin.log.follow.Appends.SICK;
import static com.scaiwave.admin.log.follow.Appends.SOUND;
import static com.scaiwave.admin.log.follow.Appends.enable;
import static com.scaiwave.admin.log.follow.Appends.report;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.LogSignal;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.TestPostgres;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A minimal follower counts each event once, whatever fails. */
@NullMarked
class CountsTest {
    private static final String TABLES =
            """
            create schema counting;
            create table counting.counts (type text primary key, n bigint not null);
            create table counting.checkpoint (position bigint not null, event_id uuid);
            insert into counting.checkpoint values (0, null);
            grant usage on schema counting to scaiwave_projector;
            grant all on all tables in schema counting to scaiwave_projector;
            alter role scaiwave_projector in database {database} set search_path to counting;
            """;
    private static final String COUNTED = "select type, n from counting.counts";
    private static final String TRUTH =
            "select type, count(*) as n from log_administration.events group by type";
    private static final Pace SMALL =
            new Pace(
                    7,
                    1L << 20,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(1),
                    Duration.ofMillis(10),
                    Duration.ZERO);

    private final TestPostgres database = TestPostgres.create();
    private final JdbcClient superuser = JdbcClient.create(database.as("postgres"));
    private final EventLog log = database.log(LogName.ADMINISTRATION);
    private final Counts counts = new Counts("counts", database.as("scaiwave_projector"));
    private final LogSignal signal = new LogSignal(database.unpooled("scaiwave_query"));
    private final Reached reached = new Reached();

    @BeforeEach
    void its_tables() {
        String name = superuser.sql("select current_database()").query(String.class).single();
        database.superuser().execute(TABLES.replace("{database}", name));
    }

    @AfterEach
    void stop() {
        signal.close();
    }

    @Test
    void it_counts_what_is_there_and_what_comes() throws Exception {
        enable(log, SOUND, 20);
        try (Following<Counts> _ = following(counts)) {
            reached.await("counts", 20);
            report(log, SICK, 10);
            reached.await("counts", 21);
        }
        assertThatEachIsCountedOnce();
    }

    @Test
    void a_connection_that_breaks_before_or_after_a_commit_counts_nothing_twice() throws Exception {
        enable(log, SOUND, 60);
        count(new Crashing(), 60);
        assertThatEachIsCountedOnce();
    }

    @Test
    void another_process_goes_on_where_one_ended_and_two_share_the_work() throws Exception {
        enable(log, SOUND, 30);
        count(counts, 1);
        enable(log, SICK, 30);
        try (Following<Counts> one = following(counts);
                Following<Counts> _ = following(counts)) {
            enable(log, SOUND, 30);
            reached.await("counts", 90);
            assertThat(one.states()).extracting(FollowerState::name).containsExactly("counts");
        }
        assertThatEachIsCountedOnce();
    }

    /** Lets a process count up to a position. */
    private void count(Storage<Counts> storage, long position) throws Exception {
        try (Following<Counts> _ = following(storage)) {
            reached.await("counts", position);
        }
    }

    private Following<Counts> following(Storage<Counts> storage) {
        Following<Counts> following =
                new Following<>("test", new LogTail(log), storage, List.of(counts), SMALL, reached)
                        .wokenBy(signal);
        following.start();
        return following;
    }

    private void assertThatEachIsCountedOnce() {
        assertThat(rows(COUNTED)).isNotEmpty().isEqualTo(rows(TRUTH));
    }

    private Map<String, Long> rows(String query) {
        Map<String, Long> rows = new HashMap<>();
        superuser
                .sql(query)
                .query(row -> {
                    rows.put(row.getString("type"), row.getLong("n"));
                });
        return rows;
    }

    /** Breaks its connection before the second commit and after the fourth. */
    private final class Crashing implements Storage<Counts> {
        private int commits;

        @Override
        public Lease<Counts> lease(Collection<Counts> followers, Patience patience) {
            Lease<Counts> lease = counts.lease(followers, patience);
            return new Lease<>() {
                @Override
                public Map<Counts, FollowerCheckpoint> checkpoints() {
                    return lease.checkpoints();
                }

                @Override
                public void handle(Counts follower, List<StoredEvent> events) {
                    lease.handle(follower, events);
                }

                @Override
                public void commit(Map<Counts, Checkpoint> to) {
                    commits++;
                    if (commits == 2) {
                        database.cutConnectionsOf("scaiwave_projector");
                    }
                    lease.commit(to);
                    if (commits == 4) {
                        throw new DataAccessResourceFailureException("the answer was lost");
                    }
                }

                @Override
                public void close() {
                    lease.close();
                }
            };
        }
    }
}
