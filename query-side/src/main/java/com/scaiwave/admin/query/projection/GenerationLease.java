package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.follow.FollowerCheckpoint;
import com.scaiwave.admin.log.follow.Lease;
import com.scaiwave.admin.log.follow.Transaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A transaction that has locked the checkpoints of generations. The writes of projections are
 * collected and sent with the checkpoints, which takes one round trip to PostgreSQL, however many
 * projections there are.
 */
final class GenerationLease implements Lease<Projection> {
    private final Transaction transaction;
    private final LogName log;
    private final Map<Projection, Generation> generations;
    private final Map<Projection, FollowerCheckpoint> held = new LinkedHashMap<>();
    private final LastWritten lastWritten;
    private final Map<Projection, KnownViews> views = new HashMap<>();

    /** The projections that have no tenant parked, neither before nor in this transaction. */
    private final Set<Projection> whole = new HashSet<>();

    private final Writes writes;

    GenerationLease(
            Transaction transaction,
            LogName log,
            Map<Projection, Generation> generations,
            Map<Generation, FollowerCheckpoint> checkpoints,
            LastWritten lastWritten) {
        this.transaction = transaction;
        this.log = log;
        this.generations = Map.copyOf(generations);
        this.lastWritten = lastWritten;
        this.writes = new Writes(transaction);
        generations.forEach((projection, generation) -> {
            FollowerCheckpoint at = checkpoints.get(generation);
            if (at != null) {
                held.put(projection, at);
                views.put(projection, lastWritten.take(generation, at));
                if (at.parked().isEmpty()) {
                    whole.add(projection);
                }
            }
        });
    }

    @Override
    public Map<Projection, FollowerCheckpoint> checkpoints() {
        return held;
    }

    @Override
    public void handle(Projection projection, List<StoredEvent> events) {
        InSchema sql = new InSchema(transaction.sql(), generation(projection).schema());
        KnownViews known = Objects.requireNonNull(views.get(projection));
        projection.project(new Tables(sql, writes, known), events);
    }

    @Override
    public void flush() {
        writes.send();
    }

    @Override
    public boolean park(Projection projection, Unhandled unhandled) {
        whole.remove(projection);
        new Parking(transaction.sql()).park(generation(projection), log, unhandled);
        return true;
    }

    @Override
    public void unpark(Projection projection, String tenant) {
        new Parking(transaction.sql()).unpark(generation(projection), log, tenant);
    }

    @Override
    public void commit(Map<Projection, Checkpoint> reached) {
        if (!reached.isEmpty()) {
            Map<Generation, Checkpoint> checkpoints = new LinkedHashMap<>();
            reached.forEach((projection, checkpoint) ->
                    checkpoints.put(generation(projection), checkpoint));
            new Checkpoints(transaction.sql(), log).advance(checkpoints, writes);
        }
        writes.commit();
        whole.forEach(p ->
                lastWritten.keep(
                        generation(p),
                        reached.getOrDefault(p, Objects.requireNonNull(held.get(p)).checkpoint()),
                        Objects.requireNonNull(views.get(p))));
    }

    @Override
    public void close() {
        transaction.close();
    }

    private Generation generation(Projection projection) {
        return Objects.requireNonNull(generations.get(projection));
    }
}
