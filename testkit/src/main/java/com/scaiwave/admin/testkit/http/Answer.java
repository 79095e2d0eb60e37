package com.scaiwave.admin.testkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The answer to a request, and its times.
 *
 * @param status 0 if no answer arrived
 * @param began when the request was sent, in nanoseconds of this JVM
 * @param ended when the last of the answer had arrived
 */
public record Answer(
        int status, Map<String, List<String>> headers, byte[] body, long began, long ended) {
    private static final JsonMapper JSON = new JsonMapper();

    /** 2xx: the request was done. */
    public boolean isAcknowledged() {
        return status >= 200 && status < 300;
    }

    /** 4xx: the request was not done, and never will be. */
    public boolean isRefused() {
        return status >= 400 && status < 500;
    }

    /** Whether the request may have been done or not. */
    public boolean isUnknown() {
        return !isAcknowledged() && !isRefused();
    }

    /** Whether the contract allows this answer whatever fails: 2xx, 4xx, or 503 in the envelope. */
    public boolean isPromised() {
        return isAcknowledged() || isRefused() || (status == 503 && !code().isEmpty());
    }

    public Duration took() {
        return Duration.ofNanos(ended - began);
    }

    public String header(String name) {
        return headers.entrySet().stream()
                .filter(h -> h.getKey().equalsIgnoreCase(name))
                .map(h -> h.getValue().getFirst())
                .findFirst()
                .orElse("");
    }

    public String text() {
        return new String(body, UTF_8);
    }

    /** The body as JSON; a missing node if it is not JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    public JsonNode data() {
        return json().path("data");
    }

    public JsonNode meta() {
        return json().path("meta");
    }

    public long version() {
        return meta().path("version").asLong(-1);
    }

    public boolean changed() {
        return meta().path("changed").asBoolean(false);
    }

    public List<String> eventIds() {
        return meta().path("event_ids").valueStream().map(JsonNode::asString).toList();
    }

    /** The error's code; empty if there is none. */
    public String code() {
        return json().path("error").path("code").asString("");
    }

    @Override
    public String toString() {
        String text = text();
        return status
                + " after "
                + took().toMillis()
                + " ms "
                + (text.length() > 400 ? text.substring(0, 400) + "…" : text);
    }
}
