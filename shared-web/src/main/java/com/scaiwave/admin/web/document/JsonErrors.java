package com.scaiwave.admin.web.document;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.scaiwave.admin.web.refusal.Refusal.Detail;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lists what is wrong with a JSON value, with the place of each: what can't be stored, and what
 * violates a schema. The values are not repeated.
 */
public final class JsonErrors {
    private static final int MOST = 50;

    /** The most characters of a pointer; a longer one is cut off. */
    private static final int LONGEST = 1_000;

    private JsonErrors() {}

    /**
     * What is valid JSON but can't be stored: NUL, lone surrogates, numbers out of range, and
     * values nested too deep. At most the first 50.
     */
    public static List<Detail> unstorable(JsonNode node) {
        List<Detail> wrong = new ArrayList<>();
        check(node, new Place(null, ""), wrong);
        return wrong;
    }

    private static void check(JsonNode node, Place at, List<Detail> wrong) {
        if (wrong.size() == MOST) {
            return;
        }
        if (node.isString() && !JsonText.isText(node.stringValue())) {
            wrong.add(new Detail(at.pointer(), message(node.stringValue())));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), new Place(at, Integer.toString(i)), wrong);
            }
        } else if (node.isObject()) {
            node.forEachEntry((name, value) -> {
                if (JsonText.isText(name)) {
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

    /**
     * The violations of a schema, at most 50.
     *
     * @param at what the pointers begin with: empty for a body, else a parameter's name
     */
    public static List<Detail> of(Schema schema, JsonNode value, String at) {
        return schema.validate(withoutDecimals(value)).stream()
                .limit(MOST)
                .map(error -> new Detail(field(error, at), message(error)))
                .distinct()
                .toList();
    }

    /**
     * Replaces decimals by whole numbers or doubles. The validator converts a large decimal to a
     * long, and fails.
     */
    private static JsonNode withoutDecimals(JsonNode value) {
        if (!hasDecimals(value)) {
            return value;
        }
        if (value.isBigDecimal()) {
            return plain(value.decimalValue());
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value.isArray()) {
            ArrayNode array = nodes.arrayNode(value.size());
            value.forEach(element -> array.add(withoutDecimals(element)));
            return array;
        }
        ObjectNode object = nodes.objectNode();
        value.forEachEntry((name, member) -> object.set(name, withoutDecimals(member)));
        return object;
    }

    /**
     * A decimal without a fraction becomes a whole number. Any other becomes a double with a
     * fraction, even if the nearest double has none.
     */
    private static JsonNode plain(BigDecimal decimal) {
        if (decimal.signum() == 0 || decimal.stripTrailingZeros().scale() <= 0) {
            return BigIntegerNode.valueOf(decimal.toBigInteger());
        }
        double value = decimal.doubleValue();
        return DoubleNode.valueOf(value == Math.rint(value) ? Math.copySign(0.5, value) : value);
    }

    private static boolean hasDecimals(JsonNode value) {
        return value.isContainer()
                ? value.valueStream().anyMatch(JsonErrors::hasDecimals)
                : value.isBigDecimal();
    }

    private static String field(Error error, String at) {
        String pointer = at + error.getInstanceLocation();
        String field =
                error.getProperty() == null
                        ? pointer
                        : pointer + "/" + error.getProperty().replace("~", "~0").replace("/", "~1");
        return field.length() > LONGEST ? field.substring(0, LONGEST) : field;
    }

    private static String message(Error error) {
        return switch (error.getKeyword()) {
            case "required" -> "is required";
            case "additionalProperties", "unevaluatedProperties" -> "is not a known field";
            case "type" -> "has the wrong type";
            case "minLength" -> "is too short";
            case "maxLength" -> "is too long";
            case "minItems" -> "has too few entries";
            case "maxItems" -> "has too many entries";
            case "uniqueItems" -> "has an entry twice";
            case "minimum", "exclusiveMinimum" -> "is too small";
            case "maximum", "exclusiveMaximum" -> "is too large";
            case "enum", "const" -> "is not one of the values it can have";
            default -> "does not have the form it must have";
        };
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
