package com.scaiwave.admin.web.limits;

import io.github.bucket4j.TimeMeter;

/**
 * Starts at the system time, and then ignores changes of it. If the clock were set back, buckets
 * would stay empty for as long. Other nodes start at their system time, too.
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
