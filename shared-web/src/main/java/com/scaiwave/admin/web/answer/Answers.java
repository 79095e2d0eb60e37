package com.scaiwave.admin.web.answer;

import com.scaiwave.admin.web.edge.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The envelope of success: {@code {"data": …, "meta": {…}}}. */
public final class Answers {
    private Answers() {}

    /**
     * One resource, with its entity tag; 304 where the client has it already.
     *
     * @param tag what stands between the quotes of the {@code ETag}
     */
    public static ResponseEntity<byte[]> resource(
            Call call, Object data, String tag, Map<String, @Nullable Object> meta) {
        String etag = '"' + tag + '"';
        if (call.ifNoneMatch().given() && call.ifNoneMatch().has(tag)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .header("ETag", etag)
                    .header("Cache-Control", "no-cache")
                    .build();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("ETag", etag)
                .header("Cache-Control", "no-cache")
                .body(envelope(data, meta));
    }

    /** A list, or anything else without a version. */
    public static ResponseEntity<byte[]> list(Object data, Map<String, @Nullable Object> meta) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .body(envelope(data, meta));
    }

    private static byte[] envelope(Object data, Map<String, @Nullable Object> meta) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("data", data);
        envelope.put("meta", meta);
        return ApiJson.mapper().writeValueAsBytes(envelope);
    }
}
