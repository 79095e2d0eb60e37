package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.LogName;
import java.time.Instant;

/**
 * A tenant that a projection has parked.
 *
 * @param before behind which comes the event that it can't handle
 * @param reason what kind of failure that was
 */
public record Parked(
        String projection,
        LogName log,
        String tenant,
        Checkpoint before,
        String reason,
        Instant since) {}
