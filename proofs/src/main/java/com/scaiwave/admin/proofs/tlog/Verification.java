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
        long node = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hash.ofNode(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hash.ofNode(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
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
        long node = from - 1;
        long last = to - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        Hash first = complete ? fromRoot : path.getFirst();
        Hash older = first;
        Hash newer = first;
        for (Hash hash : complete ? path : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                older = Hash.ofNode(hash, older);
                newer = Hash.ofNode(hash, newer);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                newer = Hash.ofNode(newer, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && older.equals(fromRoot) && newer.equals(toRoot);
    }
}
