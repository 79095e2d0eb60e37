package com.scaiwave.admin.proofs;

/**
 * A tree over the log, or over its end from a position on.
 *
 * @param number of the tree, from 1
 * @param origin the name under which its checkpoints are signed
 * @param first the position of its first leaf
 */
public record Tree(int number, String origin, long first) {

    /** The index of the leaf of a position. */
    public long index(long position) {
        return position - first;
    }

    /** The position of the leaf at an index. */
    public long position(long index) {
        return first + index;
    }
}
