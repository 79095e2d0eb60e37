package com.scaiwave.admin.proofs.tlog;

import java.util.List;

/** Checks of proofs, by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2. */
public final class Verification {
    private Verification() {}

    /** Whether a leaf with this hash is at an index of the tree with this root. */
    public static boolean includes(Hash root, long size, long index, Hash leaf, List<Hash> path) {
        if (index < 0 || index >= size) {
            return false;
        }
        Climb climb = new Climb(index, size - 1);
        Hash hash = leaf;
        for (Hash sibling : path) {
            if (climb.isAtRoot()) {
                return false;
            }
            hash =
                    climb.hasSiblingOnTheLeft()
                            ? Hash.ofNode(sibling, hash)
                            : Hash.ofNode(hash, sibling);
            climb.up();
        }
        return climb.isAtRoot() && hash.equals(root);
    }

    /** Whether the larger tree begins with all leaves of the smaller one, in their order. */
    public static boolean extendsTo(
            long from, Hash fromRoot, long to, Hash toRoot, List<Hash> path) {
        if (from < 0 || from > to) {
            return false;
        }
        if (from == to) {
            return path.isEmpty() && fromRoot.equals(toRoot);
        }
        if (from == 0) {
            return path.isEmpty() && fromRoot.equals(Hash.OF_NOTHING);
        }
        boolean complete = Long.bitCount(from) == 1;
        if (!complete && path.isEmpty()) {
            return false;
        }
        Climb climb = Climb.fromLargestSubtree(from - 1, to - 1);
        Hash first = complete ? fromRoot : path.getFirst();
        Hash older = first;
        Hash newer = first;
        for (Hash hash : complete ? path : path.subList(1, path.size())) {
            if (climb.isAtRoot()) {
                return false;
            }
            if (climb.hasSiblingOnTheLeft()) {
                older = Hash.ofNode(hash, older);
                newer = Hash.ofNode(hash, newer);
            } else {
                newer = Hash.ofNode(newer, hash);
            }
            climb.up();
        }
        return climb.isAtRoot() && older.equals(fromRoot) && newer.equals(toRoot);
    }

    /** The way from a node to the root; {@code last} is the last node of the same level. */
    private static final class Climb {
        private long node;
        private long last;

        Climb(long node, long last) {
            this.node = node;
            this.last = last;
        }

        /** From the largest complete subtree that ends with a leaf. */
        static Climb fromLargestSubtree(long leaf, long last) {
            Climb climb = new Climb(leaf, last);
            while ((climb.node & 1) == 1) {
                climb.halve();
            }
            return climb;
        }

        boolean isAtRoot() {
            return last == 0;
        }

        /**
         * The last node of a level may have no sibling on that level; its sibling is then further
         * up.
         */
        boolean hasSiblingOnTheLeft() {
            return (node & 1) == 1 || node == last;
        }

        /** Moves up to the parent of this node and its sibling. */
        void up() {
            if (node == last) {
                while ((node & 1) == 0 && node != 0) {
                    halve();
                }
            }
            halve();
        }

        private void halve() {
            node >>= 1;
            last >>= 1;
        }
    }
}
