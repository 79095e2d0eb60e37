package com.scaiwave.admin.bench.bed;

import java.time.Duration;

/**
 * How much is done.
 *
 * @param rounds how often subject and peer take turns
 * @param beginning under load, after which a server has compiled most of what it runs: the same for
 *     each of them
 * @param warmUp before each measurement, not counted
 * @param counted how long each measurement takes
 * @param tenants how many the load is spread over
 * @param events how many a filled log has
 * @param entries how many audit entries a long audit log has; a short one has a fifth of that
 * @param quick whether it only has to work: nothing is settled before, and much may fail
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

    /** What counts. */
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

    /** What shows that it works, and nothing else. */
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

    /** Which share of the requests may fail before it is no measurement any more. */
    public double tolerated() {
        return quick ? 0.5 : 0.01;
    }
}
