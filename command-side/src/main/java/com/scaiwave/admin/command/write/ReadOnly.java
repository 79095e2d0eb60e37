package com.scaiwave.admin.command.write;

import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.answer.Rfc3339;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.refusal.Refusal.Detail;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The read-only fields of a body: what a GET answered can be PUT back, so they are accepted
 * unchanged, and refused with 400 when changed.
 */
@FunctionalInterface
public interface ReadOnly<R> {
    void check(R current);

    /** The fields of a body that must be as they are in the resource, where the body has them. */
    static <R> ReadOnly<R> of(JsonNode body, String... fields) {
        return current -> {
            JsonNode now = ApiJson.mapper().valueToTree(current);
            List<Detail> wrong = new ArrayList<>();
            for (String field : fields) {
                if (body.has(field) && !isSame(body.get(field), now.get(field))) {
                    wrong.add(new Detail("/" + field, "can't be changed"));
                }
            }
            if (!wrong.isEmpty()) {
                throw Refusal.invalid(wrong);
            }
        };
    }

    /** Equal, or the same instant: a client writes those as its language does. */
    private static boolean isSame(JsonNode sent, @Nullable JsonNode now) {
        return sent.equals(now)
                || (now != null
                        && sent.isString()
                        && now.isString()
                        && Rfc3339.isSame(sent.stringValue(), now.stringValue()));
    }
}
