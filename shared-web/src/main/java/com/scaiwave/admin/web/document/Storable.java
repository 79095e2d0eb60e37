package com.scaiwave.admin.web.document;

import com.scaiwave.admin.web.refusal.Refusal.Detail;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What JSON can say and nobody can store: NUL, halves of surrogates, endless numbers, and what is
 * nested too deep.
 */
public final class Storable {
    private Storable() {}

    /** What can't be stored, and where it is. */
    public static List<Detail> errors(JsonNode node) {
        List<Detail> wrong = new ArrayList<>();
        check(node, "", wrong);
        return wrong;
    }

    private static void check(JsonNode node, String at, List<Detail> wrong) {
        if (node.isString() && !isText(node.stringValue())) {
            wrong.add(new Detail(at, message(node.stringValue())));
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

    private static String message(String value) {
        if (value.equals(JsonText.TOO_DEEP)) {
            return "is nested too deep";
        }
        return value.equals(JsonText.OUT_OF_RANGE)
                ? "is a number out of range"
                : "has characters that are no text";
    }

    /** Whether a text has only characters. */
    public static boolean isText(String value) {
        return value.codePoints()
                .allMatch(c ->
                        c != 0 && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
