package com.scaiwave.admin.web.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.web.edge.Call;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The envelope of successful answers: {@code {"data": …, "meta": {…}}}. */
public final class Answers {
    private static final int ENVELOPE = 32;

    private Answers() {}

    /**
     * Answers one resource with its entity tag, or 304 if the client has that version.
     *
     * @param tag the {@code ETag} without its quotes
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
        byte[] body = envelope(data, meta);
        call.memory().made(body.length);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("ETag", etag)
                .header("Cache-Control", "no-cache")
                .body(body);
    }

    /** Answers a list, or anything else that has no version. */
    public static ResponseEntity<byte[]> list(
            Call call, Object data, Map<String, @Nullable Object> meta) {
        return listed(call, envelope(data, meta));
    }

    /**
     * Answers one page of a list.
     *
     * @param data the entries as a JSON array
     */
    public static ResponseEntity<byte[]> page(
            Call call, ByteArrayOutputStream data, Map<String, @Nullable Object> meta) {
        byte[] behind = ApiJson.mapper().writeValueAsBytes(meta);
        ByteArrayOutputStream body =
                new ByteArrayOutputStream(data.size() + behind.length + ENVELOPE);
        body.writeBytes("{\"data\":".getBytes(UTF_8));
        body.writeBytes(data.toByteArray());
        body.writeBytes(",\"meta\":".getBytes(UTF_8));
        body.writeBytes(behind);
        body.write('}');
        return listed(call, body.toByteArray());
    }

    /** Answers what is not JSON and has no envelope. */
    public static ResponseEntity<byte[]> bytes(
            Call call, MediaType type, byte[] body, String cacheControl) {
        call.memory().made(body.length);
        return ResponseEntity.ok()
                .contentType(type)
                .header("Cache-Control", cacheControl)
                .body(body);
    }

    private static ResponseEntity<byte[]> listed(Call call, byte[] body) {
        call.memory().made(body.length);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .body(body);
    }

    private static byte[] envelope(Object data, Map<String, @Nullable Object> meta) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("data", data);
        envelope.put("meta", meta);
        return ApiJson.mapper().writeValueAsBytes(envelope);
    }
}
