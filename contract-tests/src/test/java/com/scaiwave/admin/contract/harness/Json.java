package com.scaiwave.admin.contract.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * JSON, read as strictly as by a careful client: no duplicate keys, no text after the value, UTF-8.
 */
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(10_000)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Json() {}

    public static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    public static JsonNode parse(byte[] utf8) {
        return parse(text(utf8));
    }

    static JsonNode yaml(Path file) {
        return YAMLMapper.builder().build().readTree(file);
    }

    /** Decodes bytes that must be UTF-8. */
    static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new UncheckedIOException(new IOException("not UTF-8", e));
        }
    }

    /** Writes a value as JSON; a String is taken for JSON text already. */
    public static String write(Object value) {
        return value instanceof String text ? text : MAPPER.writeValueAsString(value);
    }

    public static JsonNode tree(@Nullable Object value) {
        return MAPPER.valueToTree(value);
    }

    /** An object of the given names and values, in order; null becomes a JSON null. */
    public static ObjectNode object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return MAPPER.valueToTree(fields);
    }

    /** A copy of an object with one field set. */
    public static ObjectNode with(JsonNode object, String name, @Nullable Object value) {
        ObjectNode copy = ((ObjectNode) object).deepCopy();
        copy.set(name, tree(value));
        return copy;
    }

    /** A copy of an object without one field. */
    public static ObjectNode without(JsonNode object, String name) {
        ObjectNode copy = ((ObjectNode) object).deepCopy();
        copy.remove(name);
        return copy;
    }
}
