package com.scaiwave.admin.command.deciding;

import java.security.SecureRandom;
import java.time.Instant;

/** New ids: 48 bits of time and 80 of chance in 26 letters and digits, so that they sort by age. */
public final class Ids {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static String next(String prefix, Instant now) {
        StringBuilder id = new StringBuilder(prefix);
        for (int shift = 45; shift >= 0; shift -= 5) {
            id.append(ALPHABET.charAt((int) (now.toEpochMilli() >>> shift) & 31));
        }
        for (int i = 0; i < 16; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(32)));
        }
        return id.toString();
    }
}
