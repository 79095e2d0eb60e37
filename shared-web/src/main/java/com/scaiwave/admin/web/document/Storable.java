package com.scaiwave.admin.web.document;

import com.scaiwave.admin.web.refusal.Refusal.Detail;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds what is valid JSON but can't be stored: NUL, lone surrogates, numbers out of range, and
 * values nested too deep.
 */
public final class Storable {
    private static final int MOST = 50;

    /** The most characters of a pointer; a longer one is cut off. */
    static final int LONGEST = 1_000;

    private Storable() {}

    /** The values that can't be stored, with their places; at most the first 50. */
    public static List<Detail> errors(JsonNode node) {
        List<Detail> wrong = new ArrayList<>();
        check(node, new Place(null, ""), wrong);
        return wrong;
    }

    private static void check(JsonNode node, Place at, List<Detail> wrong) {
        if (wrong.size() == MOST) {
            return;
        }
        if (node.isString() && !isText(node.stringValue())) {
            wrong.add(new Detail(at.pointer(), message(node.stringValue())));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), new Place(at, Integer.toString(i)), wrong);
            }
        } else if (node.isObject()) {
            node.forEachEntry((name, value) -> {
                if (isText(name)) {
                    check(value, new Place(at, name), wrong);
                } else if (wrong.size() < MOST) {
                    wrong.add(new Detail(at.pointer(), "has a field whose name is no text"));
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

    /** Whether a text has neither NUL nor lone surrogates. */
    public static boolean isText(String value) {
        return value.codePoints()
                .allMatch(c ->
                        c != 0 && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /**
     * The place of a value. A pointer is built only for an error: names may be long, values many.
     */
    private record Place(@Nullable Place parent, String step) {
        String pointer() {
            Deque<String> steps = new ArrayDeque<>();
            for (Place at = this; at.parent != null; at = at.parent) {
                steps.push(at.step);
            }
            StringBuilder pointer = new StringBuilder();
            for (String step : steps) {
                pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
                if (pointer.length() > LONGEST) {
                    return pointer.substring(0, LONGEST);
                }
            }
            return pointer.toString();
        }
    }
}
