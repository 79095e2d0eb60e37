package com.scaiwave.admin.log;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a reader has read.
 *
 * @param position the position of the last event that was read; 0 before the first
 * @param event the id of that event, which shows whether the log was replaced; null before the
 *     first
 */
public record Checkpoint(long position, @Nullable UUID event) {
    public static final Checkpoint START = new Checkpoint(0, null);
}
