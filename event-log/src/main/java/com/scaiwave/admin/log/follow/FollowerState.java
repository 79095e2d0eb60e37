package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.LogName;
import org.jspecify.annotations.Nullable;

/**
 * The state of a follower, for health and metrics.
 *
 * @param position the position of the last event that it has handled, as this process last saw it;
 *     another process that holds its lease may have moved it since, by no more than happens between
 *     two polls
 * @param lag how many events of the log are after that position
 * @param failure what blocks it, in one word; null if nothing does
 */
public record FollowerState(
        String name, LogName log, long position, long lag, @Nullable String failure) {}
