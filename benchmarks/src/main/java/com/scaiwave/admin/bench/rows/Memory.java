package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Product;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAccumulator;

/** The most that the product had in memory while it was watched. */
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
     * @param atLeast how often it has to have looked before {@link #most} is known
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

    /** In megabytes, when it has looked as often as was wanted. */
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
