package com.scaiwave.admin.torture.cluster;

import java.util.List;

/**
 * The memory of a JVM in the product as it is shipped.
 *
 * @param limit the limit of its resident memory, in bytes
 * @param options the options of the JVM
 */
record Footprint(long limit, List<String> options) {
    /** The memory as {@code ./admin} starts a JVM. */
    static final Footprint ALL_IN_ONE =
            new Footprint(1_300_000_000L, List.of("-Xmx1g", "-XX:NewSize=128m"));

    /**
     * The memory of a container of {@code docker-compose.yml}: 768 MiB, of which the heap has 70 %.
     */
    static final Footprint NODE = new Footprint(768L << 20, List.of("-Xmx537m"));

    Footprint {
        options = List.copyOf(options);
    }
}
