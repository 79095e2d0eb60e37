package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.web.caller.TokenVerifier;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of requests, each in the form that it must have, and those of every answer. */
public final class EdgeHeaders {
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]{1,255}");
    private static final String BEARER = "Bearer ";

    /** The most code points of a {@code User-Agent} that are kept. */
    private static final int LONGEST_AGENT = 512;

    private EdgeHeaders() {}

    /** The headers that every answer has. */
    public static void answer(HttpServletResponse response, String requestId) {
        response.setHeader("X-Request-Id", requestId);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
    }

    /** The request id that the caller sent if it is well-formed, else a new one. */
    public static String requestId(@Nullable String sent) {
        return sent != null && REQUEST_ID.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
    }

    /**
     * The token of the caller.
     *
     * @throws Refusal 401 if there is none, or more than one
     */
    static String bearer(HttpServletRequest request) {
        List<String> headers = all(request, "Authorization");
        if (headers.size() > 1) {
            throw TokenVerifier.invalid("several Authorization headers");
        }
        String header = headers.isEmpty() ? "" : headers.getFirst();
        String token =
                header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        ? header.substring(BEARER.length()).strip()
                        : "";
        if (token.isEmpty()) {
            throw TokenVerifier.missing();
        }
        return token;
    }

    static List<String> all(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }

    /** A header whose value is a list, which may be split over several lines. */
    static @Nullable String joined(HttpServletRequest request, String name) {
        List<String> values = all(request, name);
        return switch (values.size()) {
            case 0 -> null;
            case 1 -> values.getFirst();
            default -> String.join(", ", values);
        };
    }

    /** The tags of a conditional request. */
    static EntityTags tags(HttpServletRequest request, String name) {
        String header = joined(request, name);
        return header == null ? EntityTags.ABSENT : EntityTags.parse(name, header);
    }

    static @Nullable String idempotencyKey(HttpServletRequest request) {
        List<String> keys = all(request, "Idempotency-Key");
        if (keys.isEmpty()) {
            return null;
        }
        if (keys.size() > 1) {
            throw repeated("Idempotency-Key");
        }
        if (!VISIBLE_ASCII.matcher(keys.getFirst()).matches()) {
            throw Refusal.invalid("Idempotency-Key", "is not 1 to 255 visible ASCII characters");
        }
        return keys.getFirst();
    }

    static Refusal repeated(String name) {
        return Refusal.invalid(name, "may be given only once");
    }

    /**
     * A {@code User-Agent} as text: at most 512 code points, with spaces for control characters.
     * The server reads each byte of a header as one character, but most clients that send more than
     * ASCII send UTF-8.
     */
    static @Nullable String userAgent(@Nullable String header) {
        if (header == null) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        decoded(header)
                .codePoints()
                .limit(LONGEST_AGENT)
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
