package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.web.document.JsonErrors;
import com.scaiwave.admin.web.document.JsonText;
import com.scaiwave.admin.web.document.Operation;
import com.scaiwave.admin.web.document.Operation.QueryParameter;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.refusal.Refusal.Detail;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/**
 * Parses the query parameters of a request. Each must be known, valid, and given no more often than
 * allowed.
 */
final class QueryString {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

    private QueryString() {}

    static Map<String, List<String>> parse(@Nullable String raw, Operation operation) {
        Map<String, List<String>> parameters = split(raw);
        List<Detail> wrong = new ArrayList<>();
        parameters.forEach((name, values) -> {
            QueryParameter declared = operation.query().get(name);
            if (declared == null) {
                wrong.add(new Detail(name, "is not a known parameter"));
            } else if (values.size() > declared.times()) {
                wrong.add(
                        new Detail(
                                name,
                                declared.times() == 1
                                        ? "may be given only once"
                                        : "may be given at most %d times"
                                                .formatted(declared.times())));
            } else {
                values.forEach(v -> wrong.addAll(check(declared, v)));
            }
        });
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
        return parameters;
    }

    private static List<Detail> check(QueryParameter parameter, String value) {
        JsonNode typed = typed(parameter.type(), value);
        return typed == null
                ? List.of(new Detail(parameter.name(), "has the wrong type"))
                : JsonErrors.of(parameter.schema(), typed, parameter.name());
    }

    private static @Nullable JsonNode typed(String type, String value) {
        return switch (type) {
            case "integer" ->
                    INTEGER.matcher(value).matches()
                            ? LongNode.valueOf(Long.parseLong(value))
                            : null;
            case "boolean" ->
                    switch (value) {
                        case "true" -> BooleanNode.TRUE;
                        case "false" -> BooleanNode.FALSE;
                        default -> null;
                    };
            default -> StringNode.valueOf(value);
        };
    }

    private static Map<String, List<String>> split(@Nullable String raw) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (raw == null) {
            return parameters;
        }
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
        return parameters;
    }

    private static String decode(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw RequestBodies.malformed("The query has an escape that is none.");
                }
                bytes.write(high * 16 + low);
                i += 2;
            } else if (c > 0x7e || c < 0x21) {
                throw RequestBodies.malformed("The query has a character that must be escaped.");
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes.toByteArray()))
                            .toString();
            if (JsonText.isText(text)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            throw RequestBodies.malformed("The query is no UTF-8.");
        }
        throw RequestBodies.malformed("The query has characters that are no text.");
    }
}
