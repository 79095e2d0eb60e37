package com.scaiwave.admin.proofs.verify;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.proofs.Leaf;
import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.StoredTrees.Extent;
import com.scaiwave.admin.proofs.StoredTrees.Signed;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.Peaks;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import com.scaiwave.admin.proofs.verify.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks the log and its trees, and names by position each event that was changed, deleted,
 * inserted, moved or cut off. It needs memory for the scopes, not for the events.
 */
public final class LogVerification {
    /** How many findings are kept. */
    public static final int MOST_FINDINGS = 1_000;

    private static final int PROGRESS = 1_000;

    private final EventLog log;
    private final StoredTrees stored;
    private final @Nullable VerifierKey key;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private long more;
    private long size;
    private long proved;

    /**
     * A verification, to be run once.
     *
     * @param key the key that is trusted; null trusts those in the database
     */
    public LogVerification(EventLog log, StoredTrees stored, @Nullable VerifierKey key) {
        this.log = log;
        this.stored = stored;
        this.key = key;
    }

    /** The keys that signatures are checked with. */
    public List<VerifierKey> keys() {
        if (key != null) {
            return List.of(key);
        }
        return stored.trees().stream().flatMap(t -> stored.logKeys(t.origin()).stream()).toList();
    }

    /**
     * Walks everything.
     *
     * @param evidence from outside of the database
     * @param progress receives how many leaves have been walked
     */
    public Report run(Optional<Evidence> evidence, LongConsumer progress) {
        List<Tree> trees = stored.trees().reversed();
        if (trees.isEmpty()) {
            remarks.add("nothing has been sealed yet");
        }
        if (evidence.isPresent()
                && trees.stream()
                        .noneMatch(t -> t.origin().equals(evidence.get().head().origin()))) {
            report(
                    Finding.at(
                            Kind.REWRITTEN,
                            1,
                            "the checkpoint is of the origin "
                                    + evidence.get().head().origin()
                                    + ", which this log does not have"));
        }
        Rows rows = new Rows(log, Long.MIN_VALUE / 2);
        long position = 0;
        for (int i = 0; i < trees.size(); i++) {
            Tree tree = trees.get(i);
            long end = i + 1 < trees.size() ? trees.get(i + 1).first() - 1 : Long.MAX_VALUE;
            position =
                    walk(
                            tree,
                            end,
                            rows,
                            evidence.filter(e -> e.head().origin().equals(tree.origin()))
                                    .orElse(null),
                            progress);
        }
        long unsealed = rest(rows, position);
        if (unsealed > 0) {
            remarks.add(
                    unsealed
                            + " events after position "
                            + position
                            + " were not sealed yet: nothing is known about them");
        }
        if (key == null) {
            remarks.add("the keys were those in the database: give --key to trust one of your own");
        }
        return new Report(findings, more, size + unsealed, size, proved, remarks);
    }

    /** Walks a tree; returns the position of its last leaf. */
    private long walk(
            Tree tree, long end, Rows rows, @Nullable Evidence evidence, LongConsumer progress) {
        SealedLeaves sealed = new SealedLeaves(tree, stored, evidence);
        TreeHead outside = evidence == null ? null : evidence.head();
        Extent extent = stored.extent(tree);
        Signed newest = extent.signed();
        long signed = newest == null ? 0 : newest.size();
        SignedHeads heads = new SignedHeads(tree, stored, keys(), outside, this::report);
        long unsealed = before(tree, rows);
        if (unsealed > 0) {
            remarks.add(
                    unsealed
                            + " events before position "
                            + tree.first()
                            + " are in no tree: they were recorded after a restore, before the tree"
                            + " "
                            + tree.origin()
                            + " began");
        }
        Walk walk = new Walk(tree, rows, sealed, this::report);
        UpperTiles upper = new UpperTiles(tree, stored.tiles(tree), this::report);
        Peaks peaks = new Peaks();
        long index = 0;
        long firstOther = -1;
        long lastOther = -1;
        long signedOrPublished =
                evidence == null || evidence.tiles() == null
                        ? signed
                        : Math.max(signed, evidence.head().size());
        while (index < signedOrPublished && tree.position(index) <= end) {
            Hash kept = sealed.inDatabase(index);
            Hash leaf = sealed.at(index);
            if (leaf == null) {
                break;
            }
            if (kept == null || !kept.equals(leaf)) {
                firstOther = firstOther < 0 ? index : firstOther;
                lastOther = index;
            }
            walk.step(index, leaf);
            if (kept != null) {
                peaks.add(kept);
                upper.add(kept);
                heads.compare(peaks.size(), peaks::root);
            }
            index++;
            if (index % PROGRESS == 0) {
                progress.accept(size + index);
            }
        }
        walk.end(index);
        if (firstOther >= 0) {
            report(
                    new Finding(
                            Kind.REWRITTEN,
                            tree.position(firstOther),
                            tree.position(lastOther),
                            "the tree in the database is not the one that was published"));
        }
        heads.end(peaks.size(), newest);
        if (end == Long.MAX_VALUE && extent.sealed() > signed && !stored.isRefused()) {
            report(
                    new Finding(
                            Kind.TREE,
                            tree.position(signed),
                            tree.position(extent.sealed() - 1),
                            "was sealed, and is under no signed checkpoint"));
        }
        if (outside != null) {
            endOfEvidence(tree, outside, index, heads.outsideFits());
        }
        size += index;
        progress.accept(size);
        return tree.position(index - 1);
    }

    /** Passes the events between the end of a tree and the beginning of the next one. */
    private static long before(Tree tree, Rows rows) {
        long count = 0;
        for (Leaf row = rows.peek();
                tree.number() > 1 && row != null && row.position() < tree.first();
                row = rows.peek()) {
            rows.take();
            count++;
        }
        return count;
    }

    private void endOfEvidence(Tree tree, TreeHead outside, long size, boolean fits) {
        if (outside.size() > size) {
            report(
                    new Finding(
                            Kind.CUT_OFF,
                            tree.position(size),
                            tree.position(outside.size() - 1),
                            "stood in the log when the checkpoint was signed: the tail was cut"
                                    + " off, or an older backup was restored"));
        } else if (fits || outside.size() == 0) {
            proved = outside.size();
        }
    }

    /** Counts what is behind the sealed part; positions there are dense as well. */
    private long rest(Rows rows, long from) {
        long count = 0;
        long expected = from + 1;
        for (Leaf row = rows.peek(); row != null; row = rows.peek()) {
            rows.take();
            if (row.position() != expected) {
                report(
                        Finding.at(
                                Kind.INSERTED,
                                row.position(),
                                "stands where the log has no place: " + expected + " is next"));
            }
            expected = row.position() + 1;
            count++;
        }
        return count;
    }

    private void report(Finding finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        } else {
            more++;
        }
    }
}
