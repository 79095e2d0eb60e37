package com.scaiwave.admin.bench.report;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a figure is to reach.
 *
 * @param of which of its numbers is looked at
 * @param least the smallest that is good; null where the largest is said
 * @param most the largest that is good; null where the smallest is said
 */
public record Target(Of of, @Nullable Double least, @Nullable Double most) {

    /** Of a figure. */
    public enum Of {
        /** Subject divided by peer. */
        RATIO,
        /** The subject's median. */
        SUBJECT
    }

    /** The ratio is so much or more. */
    public static Target ratioAtLeast(double least) {
        return new Target(Of.RATIO, least, null);
    }

    /** The ratio is so much or less. */
    public static Target ratioAtMost(double most) {
        return new Target(Of.RATIO, null, most);
    }

    /** The subject has so much or less. */
    public static Target atMost(double most) {
        return new Target(Of.SUBJECT, null, most);
    }

    /** Whether a figure reaches it. */
    public boolean isMet(Figure figure) {
        double value = of == Of.RATIO ? figure.ratio() : figure.subject().median();
        return (least == null || value >= least) && (most == null || value <= most);
    }

    /** The number of it. */
    public double limit() {
        return least == null ? Objects.requireNonNull(most) : least;
    }

    /** As people read it. */
    public String text(String unit) {
        String limit = "%s %s".formatted(least == null ? "≤" : "≥", number(limit()));
        return limit + (of == Of.RATIO ? " ×" : " " + unit);
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
