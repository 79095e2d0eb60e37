package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.Token;
import java.util.Set;

/**
 * How far a follower has come.
 *
 * @param token of the last event that it is done with: position and event id, so that a log that
 *     was replaced is noticed
 * @param parked ids of the tenants whose events it leaves out, from one on that it could not handle
 */
public record Checkpoint(Token token, Set<String> parked) {
    public Checkpoint {
        parked = Set.copyOf(parked);
    }

    /** With no tenant parked. */
    public static Checkpoint at(Token token) {
        return new Checkpoint(token, Set.of());
    }
}
