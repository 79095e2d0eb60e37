package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.log.Token;
import com.scaiwave.admin.log.follow.Checkpoint;
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
 * A transaction that has locked the checkpoints of generations. What projections write is collected
 * and sent with the checkpoints, which takes one wait for PostgreSQL, however many they are.
 */
final class GenerationLease implements Lease<Projection> {
    private final Transaction transaction;
    private final LogName log;
    private final Map<Projection, Generation> generations;
    private final Map<Projection, Checkpoint> held = new LinkedHashMap<>();
    private final LastWritten lastWritten;
    private final Map<Projection, KnownViews> views = new HashMap<>();

    /** Those that have no tenant parked, neither before nor in this transaction. */
    private final Set<Projection> whole = new HashSet<>();

    private final Writes writes;

    GenerationLease(
            Transaction transaction,
            LogName log,
            Map<Projection, Generation> generations,
            Map<Generation, Checkpoint> checkpoints,
            LastWritten lastWritten) {
        this.transaction = transaction;
        this.log = log;
        this.generations = Map.copyOf(generations);
        this.lastWritten = lastWritten;
        this.writes = new Writes(transaction);
        generations.forEach((projection, generation) -> {
            Checkpoint at = checkpoints.get(generation);
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
    public Map<Projection, Checkpoint> checkpoints() {
        return held;
    }

    @Override
    public void handle(Projection projection, List<Recorded> events) {
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
    public void commit(Map<Projection, Token> reached) {
        if (!reached.isEmpty()) {
            Map<Generation, Token> tokens = new LinkedHashMap<>();
            reached.forEach((projection, token) -> tokens.put(generation(projection), token));
            new Checkpoints(transaction.sql(), log).advance(tokens, writes);
        }
        writes.commit();
        whole.forEach(p ->
                lastWritten.keep(
                        generation(p),
                        reached.getOrDefault(p, Objects.requireNonNull(held.get(p)).token()),
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
