package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.deadline.RestartAwareDataSource;
import com.scaiwave.admin.log.follow.FollowerCheckpoint;
import com.scaiwave.admin.log.follow.Lease;
import com.scaiwave.admin.log.follow.Storage;
import com.scaiwave.admin.log.follow.Transaction;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.Tree;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tree in PostgreSQL. The lease is the lock on the sealer's row. The tiles of a batch and its
 * signed checkpoint commit in one transaction, so a checkpoint that can be read is durable.
 */
public final class SealerStorage implements Storage<Sealer>, SealerLease.Keeper {
    private static final String HOLD =
            """
            with settings as materialized (select set_config('lock_timeout', ?, true))
            select s.position, s.event_id, s.generation from settings, proofs.sealer s for update of s
            """;
    private static final String REFUSED =
            "update proofs.sealer set refused_at = clock_timestamp() where refused_at is null";
    private static final String FIRST_TREE =
            "insert into proofs.trees (tree, origin, first_position) values (1, ?, 1)";

    /** PostgreSQL's SQLSTATE for a lock that was not available within the timeout. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final DataSource dataSource;
    private final MasterKey master;
    private final String origin;
    private final Gate gate;
    private final Runnable sealed;
    private volatile @Nullable CachedTree cached;

    /**
     * The storage of the sealer.
     *
     * @param dataSource connects as the sealer's role
     * @param origin the name of the first tree; later ones have their names in the database
     * @param logHead the last position of the log
     * @param sealed is called after a checkpoint was stored; must return at once
     */
    public SealerStorage(
            DataSource dataSource,
            MasterKey master,
            String origin,
            Published published,
            LongSupplier logHead,
            Runnable sealed) {
        this.dataSource = dataSource;
        this.master = master;
        this.origin = origin;
        this.gate = new Gate(published, logHead);
        this.sealed = sealed;
        RestartAwareDataSource.onRestart(dataSource, this::restarted);
    }

    private void restarted() {
        cached = null;
        gate.close();
    }

    @Override
    public Lease<Sealer> lease(Collection<Sealer> followers, Patience patience) {
        Transaction transaction = Transaction.begin(dataSource);
        try {
            Optional<Row> row = hold(transaction.sql(), patience);
            if (row.isEmpty()) {
                transaction.close();
                return new HeldElsewhere();
            }
            CachedTree current = current(transaction.sql(), row.get());
            return new SealerLease(transaction, followers.iterator().next(), current, gate, this);
        } catch (RuntimeException e) {
            transaction.close();
            throw e;
        }
    }

    @Override
    public void keep(CachedTree tree, boolean signed) {
        cached = tree;
        if (signed) {
            sealed.run();
        }
    }

    @Override
    public void refused() {
        JdbcClient.create(dataSource).sql(REFUSED).update();
    }

    private Optional<Row> hold(JdbcClient sql, Patience patience) {
        String timeout =
                switch (patience) {
                    case BRIEF -> "500ms";
                    case ENDLESS -> "0";
                };
        try {
            return sql.sql(HOLD)
                    .param(timeout)
                    .query((row, _) ->
                            new Row(
                                    new Checkpoint(
                                            row.getLong("position"),
                                            row.getObject("event_id", UUID.class)),
                                    row.getInt("generation")))
                    .optional();
        } catch (DataAccessException e) {
            if (e.getMostSpecificCause() instanceof SQLException cause
                    && LOCK_NOT_AVAILABLE.equals(cause.getSQLState())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * The cached tree. It is loaded again if another process has sealed since, or if there is
     * another key or tree.
     */
    private CachedTree current(JdbcClient sql, Row row) {
        CachedTree before = cached;
        cached = null;
        if (before != null
                && before.checkpoint().equals(row.checkpoint())
                && before.generation() == row.generation()) {
            return before;
        }
        StoredTrees stored = new StoredTrees(sql);
        Tree tree = stored.trees().stream().findFirst().orElseGet(() -> firstTree(sql));
        Growth growth =
                Growth.load(
                        tree,
                        new SigningKeys(sql, master).ofLog(tree.origin()),
                        stored,
                        row.checkpoint());
        return new CachedTree(growth, row.checkpoint(), row.generation());
    }

    private Tree firstTree(JdbcClient sql) {
        sql.sql(FIRST_TREE).param(origin).update();
        new SigningKeys(sql, master).create(origin);
        return new Tree(1, origin, 1);
    }

    private record Row(Checkpoint checkpoint, int generation) {}

    /**
     * A tree in memory, and its checkpoint. A lease takes it out of the cache, and puts it back
     * when it commits: after a rollback, neither the tree nor its keys may be used again.
     */
    record CachedTree(Growth growth, Checkpoint checkpoint, int generation) {
        CachedTree at(Checkpoint further) {
            return new CachedTree(growth, further, generation);
        }
    }

    /** An empty lease, for as long as another process holds the sealer's row. */
    private record HeldElsewhere() implements Lease<Sealer> {
        @Override
        public Map<Sealer, FollowerCheckpoint> checkpoints() {
            return Map.of();
        }

        @Override
        public void handle(Sealer follower, List<StoredEvent> events) {
            throw new IllegalStateException("another process holds the sealer");
        }

        @Override
        public void commit(Map<Sealer, Checkpoint> reached) {}

        @Override
        public void close() {}
    }
}
