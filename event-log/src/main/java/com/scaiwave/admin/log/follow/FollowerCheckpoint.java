package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.Checkpoint;
import java.util.Set;

/**
 * How far a follower has come.
 *
 * @param checkpoint of the last event that it is done with: position and event id, so that a log
 *     that was replaced is noticed
 * @param parked ids of the tenants whose events it leaves out, from one on that it could not handle
 */
public record FollowerCheckpoint(Checkpoint checkpoint, Set<String> parked) {
    public FollowerCheckpoint {
        parked = Set.copyOf(parked);
    }

    /** With no tenant parked. */
    public static FollowerCheckpoint at(Checkpoint checkpoint) {
        return new FollowerCheckpoint(checkpoint, Set.of());
    }
}
