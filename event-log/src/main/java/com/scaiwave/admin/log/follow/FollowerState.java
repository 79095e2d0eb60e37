package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.LogName;
import org.jspecify.annotations.Nullable;

/**
 * How a follower stands, for health and metrics.
 *
 * @param position of the last event that it is done with, as this process has seen it; another one
 *     that holds its lease may have moved it since, by no more than a poll's worth
 * @param lag how many events it has yet to see
 * @param failure what keeps it from getting on, in one word; null if nothing does
 */
public record FollowerState(
        String name, LogName log, long position, long lag, @Nullable String failure) {}
