package com.scaiwave.admin.log;

import java.util.UUID;

/** Ids for new events. */
public final class EventIds {
    private static final int VERSION = 0x7000;
    private static final int RANDOM_BITS = 0xfff;

    private EventIds() {}

    /**
     * An id that nobody else gives: version 7 of RFC 9562, the milliseconds first, and then chance.
     * What is written at the same time lies together in an index, however long that is.
     */
    public static UUID next() {
        UUID random = UUID.randomUUID();
        return new UUID(
                System.currentTimeMillis() << 16
                        | VERSION
                        | (random.getMostSignificantBits() & RANDOM_BITS),
                random.getLeastSignificantBits());
    }
}
