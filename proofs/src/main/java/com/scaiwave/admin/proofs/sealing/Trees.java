package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.events.ProofsEvent;
import com.scaiwave.admin.events.ProofsEvent.LogRestored;
import com.scaiwave.admin.events.ProofsEvent.SigningKeyRotated;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.follow.Transaction;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an operator does to trees: another key, or another tree after a restore. */
public final class Trees {
    private static final String HOLD = "select generation from proofs.sealer for update";
    private static final String NEXT = "update proofs.sealer set generation = generation + 1";
    private static final String ADD =
            "insert into proofs.trees (tree, origin, first_position) values (?, ?, ?)";
    private static final String BEGIN =
            """
            update proofs.sealer
            set position = ?, event_id = ?, generation = generation + 1, refused_at = null
            """;

    private final DataSource dataSource;
    private final MasterKey master;
    private final EventLog log;
    private final ProofsEvents events;

    /**
     * The trees of a log.
     *
     * @param dataSource connects as the sealer's role
     * @param log appends to it
     */
    public Trees(DataSource dataSource, MasterKey master, EventLog log, Clock clock) {
        this.dataSource = dataSource;
        this.master = master;
        this.log = log;
        this.events = new ProofsEvents(log, clock);
    }

    /**
     * Replaces the key of checkpoints. The old one also signs for a while, so that its verifiers
     * have time to take the new one. The key is committed before its event is recorded. If an
     * earlier rotation was interrupted between the two, this records the missing event, and does
     * not rotate again.
     */
    public VerifierKey rotateKey() {
        Optional<VerifierKey> brokenOff = recordRotation();
        if (brokenOff.isPresent()) {
            return brokenOff.get();
        }
        VerifierKey now = rotate();
        recordRotation();
        return now;
    }

    private VerifierKey rotate() {
        try (Transaction transaction = Transaction.begin(dataSource)) {
            JdbcClient sql = transaction.sql();
            sql.sql(HOLD).query(Integer.class).single();
            Tree tree = current(new StoredTrees(sql));
            VerifierKey now = new SigningKeys(sql, master).rotate(tree.origin());
            sql.sql(NEXT).update();
            transaction.commit();
            return now;
        }
    }

    /** Records that the current key has replaced another one; empty if that is recorded already. */
    private Optional<VerifierKey> recordRotation() {
        try (Transaction transaction = Transaction.begin(dataSource)) {
            JdbcClient sql = transaction.sql();
            sql.sql(HOLD).query(Integer.class).single();
            StoredTrees stored = new StoredTrees(sql);
            Tree tree = current(stored);
            List<VerifierKey> keys = stored.logKeys(tree.origin());
            if (keys.size() == 1) {
                return Optional.empty();
            }
            VerifierKey now = keys.getFirst();
            ProofsEvent event =
                    new SigningKeyRotated(tree.origin(), keys.get(1).vkey(), now.vkey());
            if (events.position(event::equals).isPresent()) {
                return Optional.empty();
            }
            events.record(event);
            return Optional.of(now);
        }
    }

    /**
     * Begins another tree, since the log was restored to before its last checkpoint. Its first leaf
     * is the {@link LogRestored} event; events between the restore and that one are in no tree. A
     * retry after an interruption uses the event that is recorded already.
     *
     * @param lost the last checkpoint of the tree that is known; empty if that is in the database
     */
    public Tree newOrigin(String origin, Optional<TreeHead> lost) {
        if (!VerifierKey.isName(origin)) {
            throw new IllegalArgumentException("not an origin: " + origin);
        }
        try (Transaction transaction = Transaction.begin(dataSource)) {
            JdbcClient sql = transaction.sql();
            sql.sql(HOLD).query(Integer.class).single();
            StoredTrees stored = new StoredTrees(sql);
            Tree before = current(stored);
            if (stored.trees().stream().anyMatch(t -> t.origin().equals(origin))) {
                throw new IllegalArgumentException("there is a tree of the origin " + origin);
            }
            TreeHead head =
                    lost.orElseGet(() ->
                            stored.newest(before)
                                    .map(s -> new TreeHead(before.origin(), s.size(), s.root()))
                                    .orElseThrow(Trees::nothingSealed));
            long first =
                    events.position(e -> e instanceof LogRestored r && r.now().equals(origin))
                            .orElseGet(() ->
                                    events.record(
                                            new LogRestored(
                                                    head.origin(),
                                                    head.size(),
                                                    head.root().base64(),
                                                    origin)));
            Tree tree = new Tree(before.number() + 1, origin, first);
            sql.sql(ADD).params(tree.number(), origin, first).update();
            new SigningKeys(sql, master).create(origin);
            Checkpoint start =
                    first == 1
                            ? Checkpoint.START
                            : new Checkpoint(first - 1, log.idAt(first - 1).orElseThrow());
            sql.sql(BEGIN).param(start.position()).param(start.event()).update();
            transaction.commit();
            return tree;
        }
    }

    private static Tree current(StoredTrees stored) {
        return stored.trees().stream().findFirst().orElseThrow(Trees::nothingSealed);
    }

    private static IllegalStateException nothingSealed() {
        return new IllegalStateException("nothing has been sealed yet");
    }
}
