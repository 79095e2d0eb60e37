package com.scaiwave.admin.bench.load;

import java.time.Duration;
import java.util.Arrays;

/** How long each of some operations took, in nanoseconds; all of them are kept. */
public final class Samples {
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[1 << 14];
    private int size;
    private boolean sorted;

    /** One more. */
    public synchronized void add(long duration) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = duration;
        sorted = false;
    }

    /** Those of somebody else as well. */
    public synchronized void addAll(Samples others) {
        for (int n = 0; n < others.size; n++) {
            add(others.nanos[n]);
        }
    }

    public synchronized int count() {
        return size;
    }

    /** How many a second, over a time. */
    public synchronized double perSecond(Duration time) {
        return size * 1e9 / time.toNanos();
    }

    /**
     * The smallest duration that a share of all is not longer than, in milliseconds.
     *
     * @param share above 0, and 1 at most
     * @throws IllegalStateException where there are none
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
