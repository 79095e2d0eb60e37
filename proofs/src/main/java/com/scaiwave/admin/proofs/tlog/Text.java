package com.scaiwave.admin.proofs.tlog;

import java.util.Base64;
import java.util.regex.Pattern;

/** Strict parsing of the numbers and hashes in C2SP's texts: each value has one form. */
final class Text {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    private Text() {}

    /** A decimal number without leading zeros. */
    static long number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new MalformedProof("not a number: " + shortened(text));
        }
        return Long.parseLong(text);
    }

    /** Standard base64 with padding. */
    static byte[] base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below, as for a text that decodes but is not canonical.
        }
        throw new MalformedProof("not standard base64: " + shortened(text));
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
