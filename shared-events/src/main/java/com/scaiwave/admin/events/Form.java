package com.scaiwave.admin.events;

import java.util.regex.Pattern;

/** The form that the texts of a kind of id have. */
public final class Form {
    private final Pattern pattern;

    private Form(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** A prefix, and a unique part of 1 to 60 letters, digits, underscores and hyphens. */
    static Form prefixed(String prefix) {
        return matching(prefix + "[A-Za-z0-9_-]{1,60}");
    }

    /**
     * A small letter or digit, and behind it small letters, digits and some other characters.
     *
     * @param least the fewest characters behind the first one
     * @param most the most of them
     */
    static Form named(String others, int least, int most) {
        return matching("[a-z0-9][a-z0-9" + others + "]{" + least + "," + most + "}");
    }

    /**
     * One or more characters of a set.
     *
     * @param most the greatest length
     * @param characters the set, as in a character class of a regular expression
     */
    static Form upTo(int most, String characters) {
        return matching("[" + characters + "]{1," + most + "}");
    }

    static Form matching(String pattern) {
        return new Form(pattern);
    }

    /** Whether a text has this form, for callers that report an error without an exception. */
    public boolean fits(String value) {
        return pattern.matcher(value).matches();
    }

    void check(String value) {
        if (!fits(value)) {
            throw new IllegalArgumentException("not of the form " + pattern);
        }
    }
}
