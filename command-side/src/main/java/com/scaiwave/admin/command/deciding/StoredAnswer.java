package com.scaiwave.admin.command.deciding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.web.answer.ApiJson;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * The answer to a write, as it is given now and, byte for byte, whenever the request comes again
 * with its idempotency key. Only the log knows the position of a write that it stores, so it is
 * filled in when the answer is given.
 *
 * @param data the resource, as JSON
 * @param position of the resource's last event, where this write appended none
 */
record StoredAnswer(
        int status,
        @Nullable String location,
        String data,
        boolean changed,
        long version,
        @Nullable Long position,
        List<UUID> eventIds) {
    private static final int LARGE = 1_024;

    /** A large one is compressed; a small one gains nothing from it. */
    byte[] bytes() {
        byte[] json = ApiJson.mapper().writeValueAsBytes(this);
        return json.length < LARGE ? json : Compressed.of(json);
    }

    static StoredAnswer parse(byte[] bytes) {
        byte[] json = bytes[0] == '{' ? bytes : Compressed.open(bytes);
        return ApiJson.mapper().readValue(json, StoredAnswer.class);
    }

    /**
     * The response.
     *
     * @param appended the position of the write's last event; null where it appended none
     */
    ResponseEntity<byte[]> response(@Nullable Long appended, boolean replayed) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        headers.set("ETag", "\"" + version + "\"");
        headers.set("Cache-Control", "no-cache");
        if (location != null) {
            headers.set("Location", location);
        }
        if (replayed) {
            headers.set("Idempotency-Replayed", "true");
        }
        StringJoiner ids = new StringJoiner("\",\"", "[\"", "\"]").setEmptyValue("[]");
        eventIds.forEach(id -> ids.add(id.toString()));
        String body =
                "{\"data\":"
                        + data
                        + ",\"meta\":{\"changed\":"
                        + changed
                        + ",\"version\":"
                        + version
                        + ",\"position\":"
                        + (changed ? appended : position)
                        + ",\"event_ids\":"
                        + ids
                        + "}}";
        return ResponseEntity.status(status).headers(headers).body(body.getBytes(UTF_8));
    }
}
