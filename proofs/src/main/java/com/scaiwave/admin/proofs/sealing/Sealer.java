package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.log.follow.Follower;

/** The follower that makes each event a leaf of the tree, and signs a checkpoint a batch. */
public record Sealer() implements Follower {
    @Override
    public String name() {
        return "proofs";
    }
}
