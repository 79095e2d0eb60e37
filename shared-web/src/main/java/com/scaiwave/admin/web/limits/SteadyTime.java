package com.scaiwave.admin.web.limits;

import io.github.bucket4j.TimeMeter;

/**
 * Time that goes on evenly whatever is done to this machine's clock, which otherwise would leave
 * buckets empty for as long as it was set back. It begins with the clock's, as that of other nodes
 * does.
 */
final class SteadyTime implements TimeMeter {
    private static final long NANOS = 1_000_000;

    private final long offset = System.currentTimeMillis() * NANOS - System.nanoTime();

    @Override
    public long currentTimeNanos() {
        return offset + System.nanoTime();
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
