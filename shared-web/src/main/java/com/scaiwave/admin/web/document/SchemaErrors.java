package com.scaiwave.admin.web.document;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.scaiwave.admin.web.refusal.Refusal.Detail;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Says what a schema has against a value, without repeating the value. */
public final class SchemaErrors {
    private static final int MOST = 50;

    private SchemaErrors() {}

    /**
     * What is wrong with a value.
     *
     * @param at what the pointers begin with: empty for a body, a parameter's name else
     */
    public static List<Detail> of(Schema schema, JsonNode value, String at) {
        return schema.validate(value).stream()
                .limit(MOST)
                .map(error -> new Detail(field(error, at), message(error)))
                .distinct()
                .toList();
    }

    private static String field(Error error, String at) {
        String pointer = at + error.getInstanceLocation();
        return error.getProperty() == null
                ? pointer
                : pointer + "/" + error.getProperty().replace("~", "~0").replace("/", "~1");
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
