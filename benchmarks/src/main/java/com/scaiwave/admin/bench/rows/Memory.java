package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Product;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAccumulator;

/** The peak of the product's resident memory while it was watched. */
final class Memory implements AutoCloseable {
    private static final long EVERY_MILLIS = 250;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final DoubleAccumulator most = new DoubleAccumulator(Math::max, 0);
    private final CountDownLatch looks;

    private Memory(int atLeast) {
        this.looks = new CountDownLatch(atLeast);
    }

    /**
     * Watches from now on.
     *
     * @param atLeast how many samples {@link #most} waits for
     */
    static Memory watch(Product product, int atLeast) {
        Memory memory = new Memory(atLeast);
        ScheduledFuture<?> _ =
                memory.timer.scheduleWithFixedDelay(
                        () -> memory.look(product.residentMegabytes()),
                        0,
                        EVERY_MILLIS,
                        TimeUnit.MILLISECONDS);
        return memory;
    }

    private void look(double megabytes) {
        most.accumulate(megabytes);
        looks.countDown();
    }

    /** The peak in megabytes, once there are enough samples. */
    double most() throws InterruptedException {
        if (!looks.await(EVERY_MILLIS * (looks.getCount() + 40), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the memory of the product can't be looked at");
        }
        return most.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
