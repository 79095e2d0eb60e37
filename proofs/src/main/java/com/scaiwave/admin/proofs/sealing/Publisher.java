package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.log.CriticalThread;
import com.scaiwave.admin.log.follow.Transaction;
import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.StoredTrees.Signed;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.sealing.Recipient.Cosigner;
import com.scaiwave.admin.proofs.sealing.Recipient.Newest;
import com.scaiwave.admin.proofs.sealing.Recipient.Publication;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes the newest checkpoint, after the witnesses were asked for their cosignatures. It is
 * published only after its commit, and after the tiles that it needs. One process at a time
 * publishes; a process that is behind does not publish an older checkpoint.
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

    private final DataSource dataSource;
    private final List<Recipient> recipients;
    private final Set<String> failing = new ConcurrentSkipListSet<>();
    private final Semaphore signal = new Semaphore(1);
    private final Thread thread = CriticalThread.unstarted("proofs-publisher", this::run);
    private boolean failed;
    private volatile boolean closed;

    Publisher(DataSource dataSource, @Nullable Target target, List<Witness> witnesses) {
        this.dataSource = dataSource;
        this.recipients =
                Stream.<Recipient>concat(
                                witnesses.stream().map(Cosigner::new),
                                Stream.ofNullable(target).map(Publication::new))
                        .toList();
    }

    public void start() {
        if (!recipients.isEmpty()) {
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

    /** The targets and witnesses to which this process could not send the newest checkpoint. */
    Set<String> failing() {
        return Set.copyOf(failing);
    }

    /**
     * Publishes the newest checkpoint, unless it was published already.
     *
     * @throws RuntimeException if the target or a witness does not answer, or refuses; the
     *     checkpoint was sent to all others, without the cosignatures that are missing
     */
    void publish() {
        RuntimeException missing = null;
        for (Recipient recipient : recipients) {
            try {
                send(recipient);
                failing.remove(recipient.name());
            } catch (RuntimeException e) {
                failing.add(recipient.name());
                if (missing == null) {
                    missing = e;
                } else {
                    missing.addSuppressed(e);
                }
            }
        }
        if (missing != null) {
            throw missing;
        }
    }

    /** Sends the newest checkpoint if it is newer than the last one that the recipient got. */
    private void send(Recipient recipient) {
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
                            .params(recipient.name(), tree.get().number())
                            .query((row, _) -> new Told(row.getInt("tree"), row.getLong("size")))
                            .single();
            // Read again: another process may have published a newer one until the lock was
            // granted.
            Signed signed = stored.newest(tree.get()).orElseThrow();
            long size = before.tree() == tree.get().number() ? before.size() : 0;
            if (signed.size() > size) {
                recipient.send(new Newest(sql, stored, tree.get(), signed), size);
                sql.sql(TOLD).params(tree.get().number(), signed.size(), recipient.name()).update();
            }
            transaction.commit();
        }
    }

    private record Told(int tree, long size) {}
}
