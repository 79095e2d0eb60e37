package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.Checkpoint;
import java.util.Set;

/**
 * How far a follower has come.
 *
 * @param checkpoint the position and id of the last event that it has handled or skipped
 * @param parked the ids of the tenants whose events it skips, each from an event on that it could
 *     not handle
 */
public record FollowerCheckpoint(Checkpoint checkpoint, Set<String> parked) {
    public FollowerCheckpoint {
        parked = Set.copyOf(parked);
    }

    /** At a checkpoint, with no tenant parked. */
    public static FollowerCheckpoint at(Checkpoint checkpoint) {
        return new FollowerCheckpoint(checkpoint, Set.of());
    }
}
