package com.scaiwave.admin.web.edge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The client's {@code User-Agent} as text: at most 512 code points, with spaces for control
 * characters. The server reads each byte of a header as one character, but most clients that send
 * more than ASCII send UTF-8.
 */
final class UserAgent {
    private static final int MOST = 512;

    private UserAgent() {}

    static @Nullable String of(@Nullable String header) {
        if (header == null) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        decoded(header)
                .codePoints()
                .limit(MOST)
                .forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return text.toString();
    }

    /** The bytes as UTF-8, or as ISO-8859-1 if they are not UTF-8. */
    private static String decoded(String header) {
        if (header.chars().noneMatch(c -> c >= 0x80) || header.chars().anyMatch(c -> c > 0xFF)) {
            return header;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return header;
        }
    }
}
