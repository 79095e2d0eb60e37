package com.scaiwave.admin.web.document;

import com.scaiwave.admin.web.refusal.Refusal.Detail;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What JSON can say and nobody can store: NUL, halves of surrogates, endless numbers. */
public final class Storable {
    private static final int MOST_DIGITS = 300;
    private static final int LARGEST_DIGITS = 19;

    private Storable() {}

    /** What can't be stored, and where it is. */
    public static List<Detail> errors(JsonNode node) {
        List<Detail> wrong = new ArrayList<>();
        check(node, "", wrong);
        return wrong;
    }

    private static void check(JsonNode node, String at, List<Detail> wrong) {
        if (node.isString() && !isText(node.stringValue())) {
            wrong.add(new Detail(at, "has characters that are no text"));
        } else if (node.isFloatingPointNumber() && !isInRange(node)) {
            wrong.add(new Detail(at, "is a number out of range"));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), at + "/" + i, wrong);
            }
        } else if (node.isObject()) {
            node.forEachEntry((name, value) -> {
                if (!isText(name)) {
                    wrong.add(new Detail(at, "has a field whose name is no text"));
                } else {
                    String escaped = name.replace("~", "~0").replace("/", "~1");
                    check(value, at + "/" + escaped, wrong);
                }
            });
        }
    }

    /** Whether a number that is written as a fraction is one that others can read back. */
    private static boolean isInRange(JsonNode node) {
        if (!node.isBigDecimal() && !Double.isFinite(node.doubleValue())) {
            return false;
        }
        BigDecimal number = node.decimalValue();
        return number.scale() <= MOST_DIGITS
                && number.precision() <= MOST_DIGITS
                && number.precision() - number.scale() < LARGEST_DIGITS;
    }

    /** Whether a text has only characters. */
    public static boolean isText(String value) {
        return value.codePoints()
                .allMatch(c ->
                        c != 0 && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
