package com.scaiwave.admin.web.limits;

import io.github.bucket4j.TimeMeter;

/**
 * Starts at the clock's time and then ignores changes of the clock: buckets would stay empty for as
 * long as it was set back. Other nodes start at their clock's time, too.
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
