package com.scaiwave.admin.proofs.verify;

import com.scaiwave.admin.proofs.Leaf;
import com.scaiwave.admin.proofs.Leaf.Link;
import com.scaiwave.admin.proofs.Tree;
import com.scaiwave.admin.proofs.tlog.Hash;
import com.scaiwave.admin.proofs.verify.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of the log with the leaves that were sealed, one after the other. A row that is
 * not the expected one was changed, inserted or moved, or the expected one was deleted; the rows
 * beside it decide which.
 */
final class Walk {
    /** How many rows and leaves that have no counterpart are tried with each other. */
    private static final int MOST_UNMATCHED = 256;

    private final Tree tree;
    private final Rows rows;
    private final SealedLeaves sealed;
    private final Consumer<Finding> findings;
    private final Chains chains = new Chains();
    private final List<Expected> missing = new ArrayList<>();
    private final List<Leaf> strangers = new ArrayList<>();

    /** By how much positions have been shifted so far. */
    private long shift;

    /** The first sealed leaf behind the end of the log; -1 if there is none. */
    private long cutOff = -1;

    /**
     * A sealed leaf.
     *
     * @param stated what the tree says of its place in its chain, which has to be read
     */
    private record Expected(long index, Hash hash, Supplier<@Nullable Link> stated) {}

    Walk(Tree tree, Rows rows, SealedLeaves sealed, Consumer<Finding> findings) {
        this.tree = tree;
        this.rows = rows;
        this.sealed = sealed;
        this.findings = findings;
    }

    /** Compares the leaf at an index with the next row. */
    void step(long index, Hash hash) {
        Expected expected = new Expected(index, hash, () -> sealed.stated(index));
        while (true) {
            Leaf row = rows.peek();
            long position = tree.position(index) + shift;
            if (row == null) {
                cutOff = cutOff < 0 ? index : cutOff;
                return;
            }
            if (row.position() > position) {
                deleted(expected);
                return;
            }
            if (row.position() < position) {
                inserted(rows.take());
            } else if (accept(row, expected)) {
                rows.take();
                return;
            } else if (isFollowedBy(row, expected)) {
                inserted(rows.take());
                shift++;
            } else if (isNextOne(row, index)) {
                deleted(expected);
                shift--;
                return;
            } else {
                changed(rows.take(), expected);
                return;
            }
        }
    }

    /**
     * Reports the events that were cut off, once all leaves of a tree of this size were compared.
     */
    void end(long size) {
        if (cutOff >= 0) {
            findings.accept(
                    new Finding(
                            Kind.CUT_OFF,
                            tree.position(cutOff),
                            tree.position(size - 1),
                            "was sealed, and the log ends before it: it was cut off"));
        }
    }

    /** Whether a row is the event of a leaf; follows the chain of its scope then. */
    private boolean accept(Leaf row, Expected expected) {
        Leaf leaf = row.at(tree.position(expected.index()), row.link());
        Link link = chains.linkOf(leaf, expected.hash(), expected.stated());
        if (link == null) {
            return false;
        }
        long leftOut = chains.follow(leaf.scope(), link, expected.index(), expected.hash());
        if (leftOut >= 0) {
            findings.accept(
                    Finding.at(
                            Kind.LEFT_OUT_OF_CHAIN,
                            tree.position(leftOut),
                            "was left out of the chain of " + leaf.scope()));
        }
        return true;
    }

    /** Whether the row after this one is the expected event, so that this one was inserted. */
    private boolean isFollowedBy(Leaf row, Expected expected) {
        Leaf second = rows.second();
        return second != null && second.position() == row.position() + 1 && is(second, expected);
    }

    /** Whether a row is the event of the next leaf, so that the expected one was deleted. */
    private boolean isNextOne(Leaf row, long index) {
        Hash next = sealed.ahead(index + 1);
        return next != null
                && is(row, new Expected(index + 1, next, () -> sealed.statedAhead(index + 1)));
    }

    private boolean is(Leaf row, Expected expected) {
        return chains.linkOf(
                        row.at(tree.position(expected.index()), row.link()),
                        expected.hash(),
                        expected.stated())
                != null;
    }

    private void changed(Leaf row, Expected expected) {
        long position = row.position();
        for (Expected other : missing) {
            if (is(row, other)) {
                moved(other, position);
                lost(expected);
                return;
            }
        }
        findings.accept(
                Finding.at(
                        Kind.CHANGED,
                        position,
                        "is not the event that was sealed there: it was changed, replaced, or"
                                + " sealed under another scope"));
        lost(expected);
        if (strangers.size() < MOST_UNMATCHED) {
            strangers.add(row);
        }
    }

    private void inserted(Leaf row) {
        findings.accept(
                Finding.at(Kind.INSERTED, row.position(), "was never sealed: it was inserted"));
    }

    private void deleted(Expected expected) {
        long position = tree.position(expected.index());
        for (Leaf stranger : strangers) {
            if (is(stranger, expected)) {
                moved(expected, stranger.position());
                chains.lost(expected.hash());
                return;
            }
        }
        findings.accept(Finding.at(Kind.DELETED, position, "is missing: it was deleted"));
        lost(expected);
    }

    private void moved(Expected from, long to) {
        findings.accept(
                Finding.at(
                        Kind.MOVED,
                        to,
                        "is the event that was sealed at position "
                                + tree.position(from.index())
                                + ": it was moved"));
    }

    private void lost(Expected expected) {
        chains.lost(expected.hash());
        if (missing.size() < MOST_UNMATCHED) {
            // Read now, while its tile is loaded.
            Link stated = expected.stated().get();
            missing.add(new Expected(expected.index(), expected.hash(), () -> stated));
        }
    }
}
