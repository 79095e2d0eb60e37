package com.scaiwave.admin.proofs.verify;

import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.StoredTrees.Signed;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.tlog.MalformedProof;
import com.scaiwave.admin.proofs.tlog.SignedNote;
import com.scaiwave.admin.proofs.tlog.TreeHead;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import com.scaiwave.admin.proofs.verify.Finding.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the sealed leaves with each checkpoint that was signed over them. Once one differs all
 * later ones do; so between the last that fits and the first that does not, something was
 * rewritten.
 */
final class SignedHeads {
    private static final int PAGE = 1_000;

    private final Tree tree;
    private final StoredTrees stored;
    private final List<VerifierKey> keys;
    private final @Nullable TreeHead outside;
    private final Consumer<Finding> findings;
    private final Deque<Signed> next = new ArrayDeque<>();
    private long read;
    private long fits;
    private boolean differs;
    private boolean outsideFits;

    /**
     * The checkpoints of a tree.
     *
     * @param outside a head that is known from elsewhere; null if there is none
     */
    SignedHeads(
            Tree tree,
            StoredTrees stored,
            List<VerifierKey> keys,
            @Nullable TreeHead outside,
            Consumer<Finding> findings) {
        this.tree = tree;
        this.stored = stored;
        this.keys = keys;
        this.outside = outside;
        this.findings = findings;
        fill();
    }

    /** Compares the root at a size, if a checkpoint was signed there. */
    void compare(long size, RootAt root) {
        while (!next.isEmpty() && next.element().size() < size) {
            next.remove();
            fill();
        }
        if (!next.isEmpty() && next.element().size() == size) {
            Signed signed = next.remove();
            fill();
            compare(new TreeHead(tree.origin(), size, signed.root()), root.root());
        }
        if (outside != null && outside.size() == size) {
            outsideFits = compare(outside, root.root());
        }
    }

    /** The root over all leaves so far. */
    @FunctionalInterface
    interface RootAt {
        Hash root();
    }

    private boolean compare(TreeHead head, Hash root) {
        boolean same = head.root().equals(root);
        if (same) {
            fits = head.size();
        } else if (!differs) {
            differs = true;
            findings.accept(
                    new Finding(
                            Kind.REWRITTEN,
                            tree.position(fits),
                            tree.position(head.size() - 1),
                            "the tree was rewritten here: the checkpoint of size "
                                    + fits
                                    + " fits, that of size "
                                    + head.size()
                                    + " does not"));
        }
        return same;
    }

    /** Whether the head that is known from elsewhere was reached, and is the tree's. */
    boolean outsideFits() {
        return outsideFits;
    }

    /**
     * Checks the signature of the newest checkpoint, and that there are all leaves below it.
     *
     * @param size how many leaves there are
     * @param newest the newest checkpoint when the walk began; null if there was none
     */
    void end(long size, @Nullable Signed newest) {
        if (newest == null) {
            return;
        }
        if (!isSigned(newest)) {
            findings.accept(
                    whole(newest.size(), "the newest checkpoint is not signed by a known key"));
        }
        if (newest.size() > size) {
            findings.accept(
                    new Finding(
                            Kind.CUT_OFF,
                            tree.position(size),
                            tree.position(newest.size() - 1),
                            "leaves that were signed are missing from the tree"));
        }
    }

    private Finding whole(long size, String detail) {
        return new Finding(Kind.TREE, tree.first(), tree.position(Math.max(0, size - 1)), detail);
    }

    private boolean isSigned(Signed signed) {
        try {
            SignedNote note = SignedNote.parse(signed.note());
            return !note.signers(keys).isEmpty()
                    && TreeHead.parse(note.text())
                            .equals(new TreeHead(tree.origin(), signed.size(), signed.root()));
        } catch (MalformedProof e) {
            return false;
        }
    }

    private void fill() {
        if (next.isEmpty()) {
            List<Signed> page = stored.signedAfter(tree, read, PAGE);
            if (!page.isEmpty()) {
                read = page.getLast().size();
                next.addAll(page);
            }
        }
    }
}
