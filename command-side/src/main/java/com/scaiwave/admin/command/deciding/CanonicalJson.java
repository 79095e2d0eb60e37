package com.scaiwave.admin.command.deciding;

import java.math.BigDecimal;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A text that two JSON values share exactly if they are the same value: members are sorted, and
 * numbers are their digits and an exponent, which are never expanded.
 */
final class CanonicalJson {
    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    static String of(JsonNode value) {
        CanonicalJson canonical = new CanonicalJson();
        canonical.add(value);
        return canonical.text.toString();
    }

    private void add(JsonNode value) {
        if (value.isObject()) {
            TreeMap<String, JsonNode> members = new TreeMap<>();
            value.forEachEntry(members::put);
            text.append('{');
            members.forEach((name, member) -> {
                add(name);
                add(member);
            });
            text.append('}');
        } else if (value.isArray()) {
            text.append('[');
            value.forEach(this::add);
            text.append(']');
        } else if (value.isString()) {
            add(value.stringValue());
        } else if (value.isNumber()) {
            BigDecimal number = value.decimalValue().stripTrailingZeros();
            text.append('n').append(number.unscaledValue()).append('e').append(-number.scale());
            text.append(';');
        } else {
            text.append(value).append(';');
        }
    }

    /** With its length, so that nothing in it can be taken for what follows. */
    private void add(String string) {
        text.append('s').append(string.length()).append(':').append(string);
    }
}
