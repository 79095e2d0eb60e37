package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.follow.FollowerCheckpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The checkpoints of generations; the lock on a row is the lease on its generation. */
record Checkpoints(JdbcClient sql, LogName log) {
    private static final String POSITION =
            """
            select position, event_id from readmodel.checkpoints
            where projection = ? and generation = ? and log = ?
            """;

    /**
     * Locks the rows in one order, so that transactions that lock several do not deadlock. The
     * settings are made before the first lock. They also rule out table scans: a plan that was made
     * while a table was small must not scan it once a rebuild has filled it.
     */
    private static final String HOLD =
            """
            with settings as materialized (
                select set_config('synchronous_commit', 'off', true),
                    set_config('enable_seqscan', 'off', true),
                    set_config('plan_cache_mode', 'force_generic_plan', true),
                    set_config('lock_timeout', ?, true))
            select t.projection, t.generation, t.position, t.event_id, t.parked
            from settings, readmodel.checkpoints t
            where (t.projection, t.generation) in (select * from unnest(?, ?)) and t.log = ?
            order by t.projection, t.generation for update of t
            """;

    private static final String ADVANCE =
            """
            update readmodel.checkpoints t set position = m.position, event_id = m.event_id::uuid
            from unnest(?, ?, ?, ?) as m(projection, generation, position, event_id)
            where t.projection = m.projection and t.generation = m.generation and t.log = ?
            """;

    /** PostgreSQL's SQLSTATE for a lock that was not available within the timeout. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** The checkpoint of a generation; empty if the generation was dropped. */
    Optional<Checkpoint> checkpoint(Generation generation) {
        return sql.sql(POSITION)
                .params(generation.projection(), generation.number(), log.name())
                .query((row, _) -> checkpoint(row))
                .optional();
    }

    /**
     * Locks the checkpoints of generations until the transaction ends.
     *
     * @return after {@link HeldElsewhere}, the transaction must be rolled back
     */
    Hold hold(Collection<Generation> generations, Wait wait) {
        List<Generation> all = List.copyOf(generations);
        Map<Generation, FollowerCheckpoint> found = new HashMap<>();
        try {
            sql.sql(HOLD + wait.clause)
                    .params(
                            wait.timeout,
                            texts(all, Generation::projection),
                            numbers(all),
                            log.name())
                    .query(row -> {
                        found.put(generation(row, all), followerCheckpoint(row));
                    });
        } catch (DataAccessException e) {
            if (isLocked(e)) {
                return new HeldElsewhere();
            }
            throw e;
        }
        return wait == Wait.SKIP || found.size() == all.size()
                ? new Held(found)
                : new Dropped(
                        all.stream().filter(g -> !found.containsKey(g)).findFirst().orElseThrow());
    }

    /** Adds the new checkpoints of generations to the writes. */
    void advance(Map<Generation, Checkpoint> checkpoints, Writes writes) {
        List<Generation> moved = List.copyOf(checkpoints.keySet());
        writes.add(
                ADVANCE,
                List.of(
                        texts(moved, Generation::projection),
                        numbers(moved),
                        moved.stream()
                                .mapToLong(
                                        g -> Objects.requireNonNull(checkpoints.get(g)).position())
                                .toArray(),
                        texts(
                                moved,
                                g ->
                                        String.valueOf(
                                                Objects.requireNonNull(checkpoints.get(g))
                                                        .event())),
                        log.name()));
    }

    private static Generation generation(ResultSet row, List<Generation> all) throws SQLException {
        String projection = row.getString("projection");
        int number = row.getInt("generation");
        return all.stream()
                .filter(g -> g.number() == number && g.projection().equals(projection))
                .findFirst()
                .orElseThrow();
    }

    private static FollowerCheckpoint followerCheckpoint(ResultSet row) throws SQLException {
        return new FollowerCheckpoint(
                checkpoint(row), Set.of((String[]) row.getArray("parked").getArray()));
    }

    private static Checkpoint checkpoint(ResultSet row) throws SQLException {
        return new Checkpoint(row.getLong("position"), row.getObject("event_id", UUID.class));
    }

    private static boolean isLocked(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException cause
                && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
    }

    private static String[] texts(List<Generation> generations, Function<Generation, String> text) {
        return generations.stream().map(text).toArray(String[]::new);
    }

    private static Integer[] numbers(List<Generation> generations) {
        return generations.stream().map(Generation::number).toArray(Integer[]::new);
    }

    /** How long to wait for locks in this transaction. */
    enum Wait {
        /** Leaves out checkpoints that other transactions hold. */
        SKIP("500ms", "skip locked"),
        HALF_A_SECOND("500ms", ""),
        ENDLESS("0", "");

        /** The {@code lock_timeout}, where 0 is endless. */
        private final String timeout;

        private final String clause;

        Wait(String timeout, String clause) {
            this.timeout = timeout;
            this.clause = clause;
        }
    }

    /** The outcome of an attempt to lock checkpoints. */
    sealed interface Hold {}

    /**
     * All checkpoints are locked; with {@link Wait#SKIP}, those that no other transaction holds.
     */
    record Held(Map<Generation, FollowerCheckpoint> checkpoints) implements Hold {}

    /** Other transactions held some of the checkpoints for longer than the wait. */
    record HeldElsewhere() implements Hold {}

    /** A generation was dropped, because another one is live. */
    record Dropped(Generation generation) implements Hold {}
}
