package com.scaiwave.admin.web.document;

import com.scaiwave.admin.web.answer.ApiJson;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Parses JSON in time linear in its length. A value that is nested too deep and a number that is
 * out of range are replaced by marks, which {@link JsonErrors} reports.
 */
public final class JsonText {
    static final String TOO_DEEP = mark();
    static final String OUT_OF_RANGE = mark();

    private static final int DEEPEST = 64;
    private static final int MOST_DIGITS = 100;
    private static final int MOST_EXPONENT_DIGITS = 4;

    /** A double can hold any number of up to this many characters without an exponent. */
    private static final int SHORT = 15;

    private final String text;

    /** The text with marks, up to {@code copied}; empty until there is a mark. */
    private final StringBuilder marked = new StringBuilder();

    private int copied;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /**
     * The parsed value with marks; a missing node if the text is empty.
     *
     * @throws JacksonException if it is not JSON
     */
    public static JsonNode read(String text) {
        return ApiJson.mapper().readTree(new JsonText(text).marked());
    }

    /** Whether a text has neither NUL nor lone surrogates. */
    public static boolean isText(String value) {
        return value.codePoints()
                .allMatch(c ->
                        c != 0 && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** Random, so that no client can send one. */
    private static String mark() {
        return "\0" + UUID.randomUUID();
    }

    private String marked() {
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '"' -> skipString();
                case '{', '[' -> {
                    if (depth == DEEPEST) {
                        int start = at;
                        skipValue();
                        replace(start, TOO_DEEP);
                    } else {
                        depth++;
                        at++;
                    }
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                default -> {
                    if (c == '-' || isDigit(c)) {
                        checkNumber();
                    } else {
                        at++;
                    }
                }
            }
        }
        return copied == 0 ? text : marked.append(text, copied, text.length()).toString();
    }

    private void skipString() {
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    /** Moves behind the bracket that closes the one here, or to the end if none does. */
    private void skipValue() {
        int depth = 0;
        while (at < text.length()) {
            switch (text.charAt(at)) {
                case '"' -> skipString();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    at++;
                    if (--depth == 0) {
                        return;
                    }
                }
                default -> at++;
            }
        }
    }

    private void checkNumber() {
        int start = at;
        boolean plain = true;
        while (at < text.length() && isOfNumber(text.charAt(at))) {
            plain &= text.charAt(at) != 'e' && text.charAt(at) != 'E';
            at++;
        }
        if ((!plain || at - start > SHORT) && !isHeld(text.substring(start, at))) {
            replace(start, OUT_OF_RANGE);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isOfNumber(char c) {
        return isDigit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    }

    private static boolean isHeld(String number) {
        int end = number.toLowerCase(Locale.ROOT).indexOf('e');
        String mantissa = end < 0 ? number : number.substring(0, end);
        String exponent = end < 0 ? "" : number.substring(end + 1).replaceFirst("^[+-]?0*", "");
        if (mantissa.chars().filter(c -> isDigit((char) c)).count() > MOST_DIGITS
                || exponent.length() > MOST_EXPONENT_DIGITS) {
            return false;
        }
        try {
            double value = Double.parseDouble(number);
            boolean zero = mantissa.chars().allMatch(c -> c == '0' || c == '-' || c == '.');
            return Double.isFinite(value) && (zero || value != 0);
        } catch (NumberFormatException e) {
            // Not a number. The parser reports that with a better message.
            return true;
        }
    }

    private void replace(int start, String mark) {
        marked.append(text, copied, start).append(ApiJson.mapper().writeValueAsString(mark));
        copied = Math.min(at, text.length());
    }
}
