package com.scaiwave.admin.web.answer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses instants in every form of RFC 3339: any offset, {@code t} and {@code z} in lower case, a
 * space for {@code T}, any number of fraction digits. A leap second ({@code :60}) is refused, as
 * our clocks have none.
 */
public final class Rfc3339 {
    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{4})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?"
                            + "(?:([Zz])|([+-])(\\d\\d):(\\d\\d))");
    private static final int NANO_DIGITS = 9;

    private Rfc3339() {}

    /** The instant, truncated to nanoseconds; null if the text is not an instant. */
    public static @Nullable Instant parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        try {
            return LocalDateTime.of(
                            number(form, 1),
                            number(form, 2),
                            number(form, 3),
                            number(form, 4),
                            number(form, 5),
                            number(form, 6),
                            nanos(form.group(7)))
                    .minusSeconds(offsetSeconds(form))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * Whether a client sent back an instant that it had read: unchanged, or truncated to
     * milliseconds or seconds.
     *
     * @param stored the instant as the API writes it
     */
    public static boolean isSame(String sent, String stored) {
        Instant now = parse(stored);
        Instant given = parse(sent);
        return now != null
                && given != null
                && !isFiner(sent)
                && (given.equals(now)
                        || given.equals(now.truncatedTo(ChronoUnit.MILLIS))
                        || given.equals(now.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** Whether the text has digits other than zero below a nanosecond. */
    private static boolean isFiner(String text) {
        Matcher form = FORM.matcher(text);
        String fraction = form.matches() ? form.group(7) : null;
        return fraction != null
                && fraction.length() > NANO_DIGITS
                && fraction.chars().skip(NANO_DIGITS).anyMatch(c -> c != '0');
    }

    private static int nanos(@Nullable String fraction) {
        if (fraction == null) {
            return 0;
        }
        String digits = (fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS);
        return Integer.parseInt(digits);
    }

    /** Without {@link ZoneOffset}, which ends at 18 hours; RFC 3339 allows 23:59. */
    private static long offsetSeconds(Matcher form) {
        if (form.group(8) != null) {
            return 0;
        }
        int hours = number(form, 10);
        int minutes = number(form, 11);
        if (hours > 23 || minutes > 59) {
            throw new DateTimeException("not an offset");
        }
        long seconds = (hours * 60 + minutes) * 60L;
        return form.group(9).equals("-") ? -seconds : seconds;
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }
}
