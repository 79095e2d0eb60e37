package com.scaiwave.admin.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;

/**
 * Reads instants in the form in which they are written, {@code 2026-11-27T09:30:00.123456Z},
 * without a formatter: that took a third of the time to decode an event's metadata. Other forms are
 * left to Jackson's own deserializer.
 */
final class InstantJson extends StdScalarDeserializer<Instant> {
    private static final String FORM = "yyyy-MM-ddTHH:mm:ss";
    private static final String FRACTION = "000000000";

    InstantJson() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) {
        Instant instant = in.hasToken(JsonToken.VALUE_STRING) ? utc(in.getString()) : null;
        return instant == null ? InstantDeserializer.INSTANT.deserialize(in, context) : instant;
    }

    private static @Nullable Instant utc(String text) {
        int year = hasForm(text) ? number(text, 0, 4) : -1;
        if (year < 0) {
            return null;
        }
        try {
            return LocalDateTime.of(
                            year,
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            nanos(text))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean hasForm(String text) {
        int end = text.length() - 1;
        return (end == FORM.length()
                        || (end > FORM.length() + 1
                                && end <= FORM.length() + 1 + FRACTION.length()
                                && text.charAt(FORM.length()) == '.'))
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && text.charAt(end) == 'Z';
    }

    private static int nanos(String text) {
        int from = FORM.length() + 1;
        int digits = text.length() - 1 - from;
        if (digits < 0) {
            return 0;
        }
        return number(text.substring(from, from + digits) + FRACTION.substring(digits), 0, 9);
    }

    /** The number that a part of a text stands for; -1 if not all its characters are digits. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
