package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.LogName;
import java.time.Instant;

/**
 * A tenant that a projection has parked.
 *
 * @param before the checkpoint before the event that it can't handle
 * @param reason the kind of failure: the name of the exception's class
 */
public record Parked(
        String projection,
        LogName log,
        String tenant,
        Checkpoint before,
        String reason,
        Instant since) {}
