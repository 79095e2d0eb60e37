package com.scaiwave.admin.proofs.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * Roots and proofs of RFC 6962's Merkle tree, made from complete subtrees. {@link Verification}
 * checks them by other algorithms.
 */
public final class MerkleTree {
    private final Nodes nodes;

    public MerkleTree(Nodes nodes) {
        this.nodes = nodes;
    }

    /** The root over the first leaves. */
    public Hash root(long size) {
        return size == 0 ? Hash.OF_NOTHING : range(0, size);
    }

    /**
     * The inclusion proof (audit path) of a leaf, from the leaf up.
     *
     * @param index from 0, less than the size
     */
    public List<Hash> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " among " + size);
        }
        List<Hash> path = new ArrayList<>();
        include(index, 0, size, path);
        return path;
    }

    /**
     * The consistency proof between two sizes.
     *
     * @param from from 1, not more than {@code to}
     */
    public List<Hash> consistency(long from, long to) {
        if (from < 1 || from > to) {
            throw new IllegalArgumentException("no sizes of one tree: " + from + ", " + to);
        }
        List<Hash> path = new ArrayList<>();
        extend(from, 0, to, true, path);
        return path;
    }

    private void include(long index, long start, long end, List<Hash> path) {
        if (end - start == 1) {
            return;
        }
        long middle = start + split(end - start);
        if (index < middle) {
            include(index, start, middle, path);
            path.add(range(middle, end));
        } else {
            include(index, middle, end, path);
            path.add(range(start, middle));
        }
    }

    /** RFC 6962, 2.1.2: SUBPROOF. */
    private void extend(long from, long start, long end, boolean whole, List<Hash> path) {
        if (from == end) {
            if (!whole) {
                path.add(range(start, end));
            }
            return;
        }
        long middle = start + split(end - start);
        if (from <= middle) {
            extend(from, start, middle, whole, path);
            path.add(range(middle, end));
        } else {
            extend(from, middle, end, false, path);
            path.add(range(start, middle));
        }
    }

    private Hash range(long start, long end) {
        long size = end - start;
        if (Long.bitCount(size) == 1) {
            int height = Long.numberOfTrailingZeros(size);
            return nodes.at(height, start >> height);
        }
        long middle = start + split(size);
        return Hash.ofNode(range(start, middle), range(middle, end));
    }

    /** The largest power of two that is less than a size. */
    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
