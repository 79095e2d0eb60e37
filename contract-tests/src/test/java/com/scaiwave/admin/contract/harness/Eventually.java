package com.scaiwave.admin.contract.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions that become true at some time. */
public final class Eventually {

    private static final Duration GLANCE = Duration.ofMillis(50);

    private Eventually() {}

    /** Checks repeatedly until the condition is true; fails after a given time. */
    public static void until(String what, Duration most, BooleanSupplier so) {
        Instant end = Instant.now().plus(most);
        while (!so.getAsBoolean()) {
            assertThat(Instant.now()).as("%s within %s", what, most).isBefore(end);
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }
}
