package com.scaiwave.admin.proofs.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.log.CriticalThread;
import com.scaiwave.admin.log.follow.Transaction;
import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.StoredTrees.Signed;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.MerkleTree;
import com.scaiwave.admin.proofs.tlog.NoteSignature;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.Tile;
import com.scaiwave.admin.proofs.tlog.Tiles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes the newest checkpoint, after the witnesses were asked for their cosignatures. It leaves
 * the house only after it was committed, and the tiles that it needs go before it. Of several
 * processes one at a time publishes; one that is behind does not publish an older checkpoint.
 */
public final class Publisher implements AutoCloseable {
    private static final long LOOK_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final String HOLD =
            """
            insert into proofs.told (target, tree, size) values (?, ?, 0)
            on conflict (target) do update set target = excluded.target
            returning tree, size
            """;
    private static final String TOLD = "update proofs.told set tree = ?, size = ? where target = ?";
    private static final String COSIGNED =
            """
            insert into proofs.cosignatures (tree, size, signature) values (?, ?, ?)
            on conflict do nothing
            """;

    private final DataSource dataSource;
    private final @Nullable Target target;
    private final List<Witness> witnesses;
    private final Semaphore signal = new Semaphore(1);
    private final Thread thread = CriticalThread.unstarted("proofs-publisher", this::run);
    private boolean failed;
    private volatile boolean closed;

    Publisher(DataSource dataSource, @Nullable Target target, List<Witness> witnesses) {
        this.dataSource = dataSource;
        this.target = target;
        this.witnesses = List.copyOf(witnesses);
    }

    public void start() {
        if (target != null || !witnesses.isEmpty()) {
            thread.start();
        }
    }

    /** There is a new checkpoint. */
    public void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                publish();
                if (failed) {
                    LOG.atInfo().log("checkpoints are published again");
                }
                failed = false;
                signal.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    /** Only the first of several failures in a row is logged. */
    private void failed(RuntimeException e) {
        if (!closed) {
            if (!failed) {
                LOG.atError().setCause(e).log("a checkpoint could not be published; retried");
            }
            failed = true;
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Publishes the newest checkpoint, unless it was published already.
     *
     * @throws Published.Unreachable if the target or a witness does not answer; the others have
     *     been told
     */
    void publish() {
        RuntimeException missing = null;
        for (Witness witness : witnesses) {
            try {
                tell(witness.name(), (step, before) -> cosign(witness, step, before));
            } catch (Published.Unreachable e) {
                // The others are asked, and the checkpoint is published without its cosignature.
                missing = e;
            }
        }
        Target folder = target;
        if (folder != null) {
            tell(folder.name(), (step, before) -> publish(folder, step, before));
        }
        if (missing != null) {
            throw missing;
        }
    }

    /** Tells a target of the newest checkpoint if that is newer than what it was told before. */
    private void tell(String name, Telling telling) {
        try (Transaction transaction = Transaction.begin(dataSource)) {
            JdbcClient sql = transaction.sql();
            StoredTrees stored = new StoredTrees(sql);
            Optional<Tree> tree = stored.trees().stream().findFirst();
            Optional<Signed> newest = tree.flatMap(stored::newest);
            if (newest.isEmpty()) {
                return;
            }
            Told before =
                    sql.sql(HOLD)
                            .params(name, tree.get().number())
                            .query((row, _) -> new Told(row.getInt("tree"), row.getLong("size")))
                            .single();
            // Read again: another process may have published a newer one until the lock was
            // granted.
            Signed signed = stored.newest(tree.get()).orElseThrow();
            long size = before.tree() == tree.get().number() ? before.size() : 0;
            if (signed.size() > size) {
                telling.tell(new Step(sql, stored, tree.get(), signed), size);
                sql.sql(TOLD).params(tree.get().number(), signed.size(), name).update();
            }
            transaction.commit();
        }
    }

    private static void cosign(Witness witness, Step step, long before) {
        SignedNote note = SignedNote.parse(step.signed().note());
        long size = step.signed().size();
        MerkleTree tree = new MerkleTree(new Tiles(step.stored().tiles(step.tree())));
        for (NoteSignature signature :
                witness.cosign(note, size, before, from -> tree.consistency(from, size))) {
            step.sql()
                    .sql(COSIGNED)
                    .params(step.tree().number(), size, signature.line().strip())
                    .update();
        }
    }

    /** The new tiles, partial ones included, and then the checkpoint. */
    private static void publish(Target target, Step step, long before) {
        Tiles.Source tiles = step.stored().tiles(step.tree());
        long from = before;
        long to = step.signed().size();
        for (int level = 0; to > 0; level++) {
            for (long index = from / Tile.WIDTH; index * Tile.WIDTH < to; index++) {
                int width = (int) Math.min(Tile.WIDTH, to - index * Tile.WIDTH);
                Tile tile = new Tile(level, index, width);
                byte[] hashes = tiles.tile(level, index);
                if (hashes == null || hashes.length < width * Hash.BYTES) {
                    throw new Contradiction("tile " + tile.path() + " is missing");
                }
                target.write(
                        Target.prefix(step.tree()) + "tile/" + tile.path(),
                        Arrays.copyOf(hashes, width * Hash.BYTES));
            }
            from /= Tile.WIDTH;
            to /= Tile.WIDTH;
        }
        target.write(
                Target.checkpoint(step.tree()),
                step.stored().note(step.tree(), step.signed()).note().getBytes(UTF_8));
    }

    @FunctionalInterface
    private interface Telling {
        void tell(Step step, long before);
    }

    private record Told(int tree, long size) {}

    private record Step(JdbcClient sql, StoredTrees stored, Tree tree, Signed signed) {}
}
