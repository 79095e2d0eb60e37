package com.scaiwave.admin.command.platform;

import com.scaiwave.admin.web.document.JsonErrors;
import com.scaiwave.admin.web.document.JsonText;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.refusal.Refusal.Detail;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON event format of CloudEvents: an attribute that is null is unset, and {@code data_base64}
 * stands for {@code data}.
 */
final class JsonFormat {
    private static final String DATA = "data";
    private static final String BASE64 = "data_base64";

    private JsonFormat() {}

    /**
     * The event with those attributes that are set, and its data as JSON.
     *
     * @throws Refusal where it has data in both ways, or in base64 and not JSON
     */
    static JsonNode attributes(JsonNode sent) {
        if (!sent.isObject()
                || (!sent.has(BASE64) && sent.valueStream().noneMatch(JsonNode::isNull))) {
            return sent;
        }
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        sent.forEachEntry((name, value) -> {
            if (!value.isNull()) {
                event.set(name, value);
            }
        });
        JsonNode encoded = event.remove(BASE64);
        if (encoded != null) {
            if (event.has(DATA)) {
                throw Refusal.invalid("/" + BASE64, "stands beside data");
            }
            event.set(DATA, decoded(encoded));
        }
        return event;
    }

    private static JsonNode decoded(JsonNode encoded) {
        if (encoded.isString()) {
            try {
                byte[] bytes = Base64.getDecoder().decode(encoded.stringValue());
                JsonNode data = JsonText.read(text(bytes));
                if (data.isObject()) {
                    checkStorable(data);
                    return data;
                }
            } catch (IllegalArgumentException | CharacterCodingException | JacksonException e) {
                throw noJson();
            }
        }
        throw noJson();
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static void checkStorable(JsonNode data) {
        List<Detail> wrong =
                JsonErrors.unstorable(data).stream()
                        .map(d -> new Detail("/" + DATA + d.field(), d.message()))
                        .toList();
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    private static Refusal noJson() {
        return Refusal.invalid("/" + BASE64, "is not a JSON object in base64");
    }
}
