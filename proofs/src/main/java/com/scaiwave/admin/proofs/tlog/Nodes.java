package com.scaiwave.admin.proofs.tlog;

/** The complete subtrees of a Merkle tree. */
@FunctionalInterface
public interface Nodes {

    /**
     * The hash over the leaves from {@code index * 2^height} on, {@code 2^height} of them.
     *
     * @throws MalformedProof if that is not known
     */
    Hash at(int height, long index);
}
