package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.MalformedProof;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a restored or rewritten database from signing a second history. Before each signature, the
 * tree must contain the newest checkpoint that was published or that this process signed. The
 * published one is read at the start, and again when PostgreSQL has restarted.
 */
final class Gate {
    private final Published published;
    private final LongSupplier logHead;
    private @Nullable TreeHead known;
    private boolean isRead;

    /**
     * A gate that is closed.
     *
     * @param logHead the last position of the log
     */
    Gate(Published published, LongSupplier logHead) {
        this.published = published;
        this.logHead = logHead;
    }

    /** Has the published checkpoint read again before the next signature. */
    synchronized void close() {
        isRead = false;
    }

    /**
     * Whether a head of the tree may be signed; if not, the tree has to grow first.
     *
     * @throws Contradiction if the tree is not the one that was signed before
     * @throws Published.Unreachable if that is not known
     */
    synchronized boolean isOpen(Growth growth, TreeHead head, StoredTrees stored) {
        if (!isRead) {
            read(growth.tree(), stored);
            isRead = true;
        }
        TreeHead before = known;
        if (before == null
                || !before.origin().equals(head.origin())
                || before.equals(growth.signed())) {
            return true;
        }
        if (before.size() > head.size()) {
            if (growth.tree().index(logHead.getAsLong()) + 1 < before.size()) {
                throw contradiction(before);
            }
            return false;
        }
        if (!growth.root(before.size(), stored).equals(before.root())) {
            throw contradiction(before);
        }
        return true;
    }

    /** Notes what this process has signed. */
    synchronized void wasSigned(TreeHead head) {
        known = head;
    }

    private void read(Tree tree, StoredTrees stored) {
        Optional<SignedNote> note = published.newest(tree);
        if (note.isEmpty()) {
            if (stored.hasTold(published.name(), tree)) {
                throw new Published.Unreachable(
                        "what was published in " + published.name() + " is gone",
                        new FileNotFoundException(published.name()));
            }
            return;
        }
        TreeHead head = TreeHead.parse(note.get().text());
        List<Tree> trees = stored.trees();
        if (trees.stream().noneMatch(t -> t.origin().equals(head.origin()))) {
            throw new Contradiction(
                    "what was published is of the origin " + head.origin() + ", not of this log");
        }
        if (!isSigned(note.get(), stored.logKeys(head.origin()))) {
            throw new Contradiction(
                    "the published checkpoint of size "
                            + head.size()
                            + " was not signed by a key of this log");
        }
        boolean newer =
                known == null
                        || !known.origin().equals(tree.origin())
                        || head.size() > known.size();
        if (head.origin().equals(tree.origin()) && newer) {
            known = head;
        }
    }

    private static boolean isSigned(SignedNote note, List<VerifierKey> keys) {
        try {
            return !note.signers(keys).isEmpty();
        } catch (MalformedProof e) {
            throw new Contradiction("the published checkpoint is forged: " + e.getMessage());
        }
    }

    private static Contradiction contradiction(TreeHead before) {
        return new Contradiction(
                "the log is not the one whose checkpoint of size "
                        + before.size()
                        + " and root "
                        + before.root().base64()
                        + " was signed: if the database was restored on purpose, start another"
                        + " tree with ./admin proofs new-origin NAME");
    }
}
