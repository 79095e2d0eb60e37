package com.scaiwave.admin.proofs.tlog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** The roots of the largest complete subtrees, from which the root of each size follows. */
public final class Peaks {
    private final Deque<Hash> peaks = new ArrayDeque<>();
    private long size;

    public long size() {
        return size;
    }

    public void add(Hash leaf) {
        Hash hash = leaf;
        for (long rest = size; (rest & 1) == 1; rest >>= 1) {
            hash = Hash.ofNode(peaks.pop(), hash);
        }
        peaks.push(hash);
        size++;
    }

    public Hash root() {
        Iterator<Hash> smallestFirst = peaks.iterator();
        if (!smallestFirst.hasNext()) {
            return Hash.OF_NOTHING;
        }
        Hash root = smallestFirst.next();
        while (smallestFirst.hasNext()) {
            root = Hash.ofNode(smallestFirst.next(), root);
        }
        return root;
    }
}
