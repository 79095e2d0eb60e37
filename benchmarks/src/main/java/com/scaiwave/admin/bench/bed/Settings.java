package com.scaiwave.admin.bench.bed;

import java.time.Duration;

/**
 * The size of a run.
 *
 * @param rounds how often subject and peer are measured in turn
 * @param beginning the time under load, the same for each server, in which a server compiles most
 *     of the code that it runs
 * @param warmUp the time before each measurement that does not count
 * @param counted how long each measurement takes
 * @param tenants the number of tenants that the load is spread over
 * @param events the number of events in a filled log
 * @param entries how many audit entries a long audit log has; a short one has a fifth of that
 * @param quick whether the run only checks that all works: nothing is flushed before, and up to
 *     half of the requests may fail
 */
public record Settings(
        int rounds,
        Duration beginning,
        Duration warmUp,
        Duration counted,
        int tenants,
        int events,
        int entries,
        boolean quick) {
    private static final int TENANTS = 500;

    public Settings {
        if (rounds < 1 || events < 1_000 || entries < 1_000) {
            throw new IllegalArgumentException(
                    "at least 1 round, 1000 events and 1000 audit entries");
        }
    }

    /** The settings of a real run. */
    public static Settings full(int rounds, int events, int entries) {
        return new Settings(
                rounds,
                Duration.ofSeconds(60),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                TENANTS,
                events,
                entries,
                false);
    }

    /** The settings of a run that only checks that all works. */
    public static Settings smoke() {
        return new Settings(
                1,
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                Duration.ofMillis(600),
                130,
                2_000,
                5_000,
                true);
    }

    /** The share of requests that may fail in a valid measurement. */
    public double tolerated() {
        return quick ? 0.5 : 0.01;
    }
}
