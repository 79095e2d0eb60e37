package com.scaiwave.admin.log;

import java.util.UUID;

/** Ids for new events. */
public final class EventIds {
    private static final int VERSION = 0x7000;
    private static final int RANDOM_BITS = 0xfff;

    private EventIds() {}

    /**
     * A new unique id: a UUID of version 7 (RFC 9562), the time in milliseconds followed by random
     * bits. Ids of about the same time are neighbours in an index, so that inserts touch few of its
     * pages, however large it is.
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
