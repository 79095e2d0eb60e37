package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.web.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entity tags of an {@code If-Match} or {@code If-None-Match} header (RFC 9110, section 13.1).
 *
 * @param given whether the header was sent
 * @param any whether it is {@code *}
 * @param strong the opaque parts of its strong tags
 * @param weak the opaque parts of its weak tags
 */
public record EntityTags(boolean given, boolean any, List<String> strong, List<String> weak) {
    /** The header was not sent. */
    public static final EntityTags ABSENT = new EntityTags(false, false, List.of(), List.of());

    private static final Pattern TAG =
            Pattern.compile("\\s*(W/)?\"([!#-~\\x80-\\xff]*)\"\\s*(,|$)");

    public EntityTags {
        strong = List.copyOf(strong);
        weak = List.copyOf(weak);
    }

    /** Parses a header that was sent. */
    static EntityTags parse(String name, String header) {
        if (header.strip().equals("*")) {
            return new EntityTags(true, true, List.of(), List.of());
        }
        List<String> strong = new ArrayList<>();
        List<String> weak = new ArrayList<>();
        Matcher matcher = TAG.matcher(header);
        int end = 0;
        while (end < header.length() && matcher.find(end) && matcher.start() == end) {
            (matcher.group(1) == null ? strong : weak).add(matcher.group(2));
            end = matcher.end();
        }
        if (end < header.length() || (strong.isEmpty() && weak.isEmpty())) {
            throw Refusal.invalid(name, "is no list of entity tags");
        }
        return new EntityTags(true, false, strong, weak);
    }

    /** Whether {@code If-None-Match} names this representation (weak comparison). */
    public boolean has(String tag) {
        return any || strong.contains(tag) || weak.contains(tag);
    }
}
