package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.ProofsEvent;
import com.scaiwave.admin.events.ProofsEvent.LogRestored;
import com.scaiwave.admin.events.ProofsEvent.SigningKeyRotated;
import com.scaiwave.admin.log.Append;
import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventIds;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.Outcome;
import com.scaiwave.admin.log.follow.Transaction;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
    private final Clock clock;

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
        this.clock = clock;
    }

    /**
     * Replaces the key of checkpoints. The old one signs as well for a while, so that those who
     * trust it have time to take the new one. The key is there before the event that says so.
     */
    public VerifierKey rotateKey() {
        try (Transaction transaction = Transaction.begin(dataSource)) {
            JdbcClient sql = transaction.sql();
            sql.sql(HOLD).query(Integer.class).single();
            StoredTrees stored = new StoredTrees(sql);
            Tree tree = current(stored);
            VerifierKey before = stored.logKeys(tree.origin()).getFirst().key();
            VerifierKey now = new SigningKeys(sql, master).rotate(tree.origin());
            sql.sql(NEXT).update();
            transaction.commit();
            record(new SigningKeyRotated(tree.origin(), before.vkey(), now.vkey()));
            return now;
        }
    }

    /**
     * Begins another tree, since the log was restored to before its last checkpoint. Its first leaf
     * is the event that says so; what was recorded between the restore and that is in no tree.
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
                    record(
                            new LogRestored(
                                    head.origin(), head.size(), head.root().base64(), origin));
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

    /** Records an event of the system; returns its position. */
    private long record(ProofsEvent event) {
        EventMetadata metadata =
                new EventMetadata(
                        "system",
                        ActorType.SYSTEM,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        UUID id = EventIds.next();
        Outcome outcome = log.append(Append.of(List.of(new NewEvent(id, event, metadata))));
        if (outcome instanceof Outcome.Appended(Long position) && position != null) {
            return position;
        }
        throw new IllegalStateException("the event was not recorded: " + outcome);
    }
}
