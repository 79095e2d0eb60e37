package com.scaiwave.admin.contract.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractIntegerAssert;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A response that was checked against the document and the global rules. */
public final class Response {

    private final String request;
    private final int status;
    private final Map<String, List<String>> headers = new TreeMap<>();
    private final byte[] body;
    private @Nullable JsonNode json;

    Response(String request, int status, Map<String, List<String>> headers, byte[] body) {
        this.request = request;
        this.status = status;
        this.body = body;
        headers.forEach((name, values) -> this.headers.put(name.toLowerCase(Locale.ROOT), values));
    }

    public int status() {
        return status;
    }

    /** All values of a header, in order; empty if it is not there. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** The names of all headers, in lower case. */
    public List<String> headerNames() {
        return List.copyOf(headers.keySet());
    }

    /** The header's only value, or null. */
    public @Nullable String header(String name) {
        List<String> values = headers(name);
        assertThat(values).as("%s of %s", name, this).hasSizeLessThan(2);
        return values.isEmpty() ? null : values.getFirst();
    }

    /** All headers, as text. */
    public String allHeaders() {
        return headers.toString();
    }

    public byte[] bytes() {
        return body.clone();
    }

    public String text() {
        return Json.text(body);
    }

    public JsonNode json() {
        JsonNode known = json;
        if (known == null) {
            known = Json.parse(body);
            json = known;
        }
        return known;
    }

    public JsonNode data() {
        return json().path("data");
    }

    public JsonNode meta() {
        return json().path("meta");
    }

    public String requestId() {
        return required("X-Request-Id");
    }

    public String etag() {
        return required("ETag");
    }

    public String location() {
        return required("Location");
    }

    public long version() {
        return meta().get("version").asLong();
    }

    /** The position in meta; fails where it is null. */
    public long position() {
        JsonNode position = meta().get("position");
        assertThat(position.isNumber()).as("position is a number in %s", this).isTrue();
        return position.asLong();
    }

    public boolean changed() {
        return meta().get("changed").asBoolean();
    }

    public List<String> eventIds() {
        return meta().get("event_ids").valueStream().map(JsonNode::asString).toList();
    }

    public @Nullable String nextCursor() {
        JsonNode cursor = meta().get("next_cursor");
        return cursor.isNull() ? null : cursor.asString();
    }

    /** The error's code, in either form of errors; null if this is no error. */
    public @Nullable String code() {
        return body.length == 0 ? null : error().path("code").asString(null);
    }

    /** The fields that the error names. */
    public List<String> fields() {
        JsonNode error = error();
        return error.path(error.has("errors") ? "errors" : "details")
                .valueStream()
                .map(detail -> detail.get("field").asString())
                .toList();
    }

    public String message() {
        JsonNode error = error();
        return error.path(error.has("detail") ? "detail" : "message").asString();
    }

    private JsonNode error() {
        JsonNode json = json();
        return json.has("error") ? json.get("error") : json;
    }

    private String required(String header) {
        String value = header(header);
        assertThat(value).as("%s of %s", header, this).isNotNull();
        return String.valueOf(value);
    }

    public AbstractIntegerAssert<?> assertStatus() {
        return assertThat(status).as("status of %s", this);
    }

    public Response expect(int expected) {
        assertStatus().isEqualTo(expected);
        return this;
    }

    /** Checks for an error with this code, which names exactly these fields, if any are given. */
    public Response expectError(int expected, String code, String... fields) {
        expect(expected);
        assertThat(code()).as("code of %s", this).isEqualTo(code);
        if (fields.length > 0) {
            assertThat(fields()).as("fields of %s", this).containsExactlyInAnyOrder(fields);
        }
        return this;
    }

    /** Checks that something was recorded, with 200 or 201. */
    public Response expectChanged() {
        assertStatus().isIn(200, 201);
        assertThat(changed()).as("changed of %s", this).isTrue();
        assertThat(eventIds()).as("event_ids of %s", this).isNotEmpty();
        position();
        return this;
    }

    /** Checks that nothing was recorded, with 200. */
    public Response expectUnchanged() {
        expect(200);
        assertThat(changed()).as("changed of %s", this).isFalse();
        assertThat(eventIds()).as("event_ids of %s", this).isEmpty();
        return this;
    }

    @Override
    public String toString() {
        String text = new String(body, java.nio.charset.StandardCharsets.UTF_8);
        return "%s -> %d %s %s"
                .formatted(
                        request,
                        status,
                        headers,
                        text.length() > 3000 ? text.substring(0, 3000) + "…" : text);
    }
}
