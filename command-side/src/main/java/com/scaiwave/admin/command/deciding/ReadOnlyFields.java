package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.answer.Rfc3339;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.refusal.Refusal.Detail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The read-only fields of a body, as they were sent. What a GET answered can be PUT back: they are
 * accepted unchanged, and refused with 400 when changed.
 */
public record ReadOnlyFields(Map<String, JsonNode> sent) {

    /** The body has none. */
    public static final ReadOnlyFields NONE = new ReadOnlyFields(Map.of());

    public ReadOnlyFields {
        sent = Map.copyOf(sent);
    }

    /** Those of the fields that the body has. */
    public static ReadOnlyFields of(JsonNode body, String... fields) {
        Map<String, JsonNode> sent = new HashMap<>();
        for (String field : fields) {
            if (body.has(field)) {
                sent.put(field, body.get(field));
            }
        }
        return new ReadOnlyFields(sent);
    }

    /**
     * Refuses what differs.
     *
     * @param current the resource's read-only fields, in the order in which errors name them
     */
    public void check(SequencedMap<String, @Nullable Object> current) {
        JsonNode now = ApiJson.mapper().valueToTree(current);
        List<Detail> wrong = new ArrayList<>();
        for (String field : current.sequencedKeySet()) {
            JsonNode value = sent.get(field);
            if (value != null && !isSame(value, now.get(field))) {
                wrong.add(new Detail("/" + field, "can't be changed"));
            }
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    /** Equal, or the same instant: a client writes those as its language does. */
    private static boolean isSame(JsonNode sent, JsonNode now) {
        return sent.equals(now)
                || (sent.isString()
                        && now.isString()
                        && Rfc3339.isSame(sent.stringValue(), now.stringValue()));
    }
}
