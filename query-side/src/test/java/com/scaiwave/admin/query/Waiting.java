package com.scaiwave.admin.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullMarked;

/** Polls until a condition holds, and fails if it does not within 30 seconds. */
@NullMarked
public final class Waiting {
    private static final Duration MOST = Duration.ofSeconds(30);

    private Waiting() {}

    public static void until(String what, BooleanSupplier so) throws InterruptedException {
        long deadline = System.nanoTime() + MOST.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
        }
    }
}
