package com.scaiwave.admin.contract.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What comes about by itself, and nobody says when. */
public final class Eventually {

    private static final Duration GLANCE = Duration.ofMillis(50);

    private Eventually() {}

    /** Looks again and again until it is so, and fails when it takes longer than is given. */
    public static void until(String what, Duration most, BooleanSupplier so) {
        Instant end = Instant.now().plus(most);
        while (!so.getAsBoolean()) {
            assertThat(Instant.now()).as("%s within %s", what, most).isBefore(end);
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }
}
