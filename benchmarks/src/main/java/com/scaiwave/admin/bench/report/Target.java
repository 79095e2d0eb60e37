package com.scaiwave.admin.bench.report;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The target of a figure.
 *
 * @param of the number of the figure that is compared
 * @param least the smallest number that meets the target; null if the target is a largest one
 * @param most the largest number that meets the target; null if the target is a smallest one
 */
public record Target(Of of, @Nullable Double least, @Nullable Double most) {

    /** The numbers of a figure. */
    public enum Of {
        /** Subject divided by peer. */
        RATIO,
        /** The subject's median. */
        SUBJECT
    }

    /** A ratio of at least this. */
    public static Target ratioAtLeast(double least) {
        return new Target(Of.RATIO, least, null);
    }

    /** A ratio of at most this. */
    public static Target ratioAtMost(double most) {
        return new Target(Of.RATIO, null, most);
    }

    /** At most this much for the subject. */
    public static Target atMost(double most) {
        return new Target(Of.SUBJECT, null, most);
    }

    /** Whether a figure meets the target. */
    public boolean isMet(Figure figure) {
        double value = of == Of.RATIO ? figure.ratio() : figure.subject().median();
        return (least == null || value >= least) && (most == null || value <= most);
    }

    /** The limit, smallest or largest. */
    public double limit() {
        return least == null ? Objects.requireNonNull(most) : least;
    }

    /** The target as text. */
    public String text(String unit) {
        String limit = "%s %s".formatted(least == null ? "≤" : "≥", number(limit()));
        return limit + (of == Of.RATIO ? " ×" : " " + unit);
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
