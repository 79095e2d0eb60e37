package com.scaiwave.admin.web.document;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.scaiwave.admin.web.refusal.Refusal.Detail;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists where a value violates a schema, without repeating the value. */
public final class SchemaErrors {
    private static final int MOST = 50;

    private SchemaErrors() {}

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
                ? value.valueStream().anyMatch(SchemaErrors::hasDecimals)
                : value.isBigDecimal();
    }

    private static String field(Error error, String at) {
        String pointer = at + error.getInstanceLocation();
        String field =
                error.getProperty() == null
                        ? pointer
                        : pointer + "/" + error.getProperty().replace("~", "~0").replace("/", "~1");
        return field.length() > Storable.LONGEST ? field.substring(0, Storable.LONGEST) : field;
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
}
