package com.scaiwave.admin.bench.load;

import java.time.Duration;
import java.util.Arrays;

/** The durations of operations in nanoseconds; all of them are kept. */
public final class Samples {
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[1 << 14];
    private int size;
    private boolean sorted;

    /** Adds a duration. */
    public synchronized void add(long duration) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = duration;
        sorted = false;
    }

    /** Adds the durations of other samples. */
    public synchronized void addAll(Samples others) {
        for (int n = 0; n < others.size; n++) {
            add(others.nanos[n]);
        }
    }

    public synchronized int count() {
        return size;
    }

    /** The number of operations per second, over a time. */
    public synchronized double perSecond(Duration time) {
        return size * 1e9 / time.toNanos();
    }

    /**
     * The percentile: the smallest duration that this share of all does not exceed, in
     * milliseconds.
     *
     * @param share above 0, and 1 at most
     * @throws IllegalStateException if there are none
     */
    public synchronized double percentileMillis(double share) {
        if (size == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, size);
            sorted = true;
        }
        int index = Math.toIntExact((long) Math.ceil(share * size)) - 1;
        return nanos[Math.max(0, index)] / NANOS_PER_MILLI;
    }
}
