package com.scaiwave.admin.testkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request without its address and its sender.
 *
 * @param headers in order; several may have the same name
 * @param chunked whether the body is sent in chunks, without its length
 */
public record Call(
        String method,
        String target,
        List<Header> headers,
        byte @Nullable [] body,
        boolean chunked) {

    /** A header's name and one value. */
    public record Header(String name, String value) {}

    public Call {
        headers = List.copyOf(headers);
    }

    /** A request of any method, with or without a body. */
    public static Call of(
            String method,
            String target,
            List<Header> headers,
            byte @Nullable [] body,
            boolean chunked) {
        return new Call(method, target, headers, body, chunked);
    }

    public static Call get(String target) {
        return new Call("GET", target, List.of(), null, false);
    }

    public static Call put(String target, String json) {
        return put(target, json.getBytes(UTF_8));
    }

    public static Call put(String target, byte[] json) {
        return json("PUT", target, json);
    }

    /** Without a body. */
    public static Call post(String target) {
        return new Call("POST", target, List.of(), null, false);
    }

    public static Call post(String target, String json) {
        return json("POST", target, json.getBytes(UTF_8));
    }

    private static Call json(String method, String target, byte[] body) {
        List<Header> type = List.of(new Header("Content-Type", "application/json"));
        return new Call(method, target, type, body, false);
    }

    public Call on(String tenant) {
        return with("X-Tenant-Id", tenant);
    }

    /** The same call with a header, in place of others of that name. */
    public Call with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.removeIf(header -> header.name().equalsIgnoreCase(name));
        more.add(new Header(name, value));
        return new Call(method, target, more, body, chunked);
    }

    /** The values of a header; empty if it is not there. */
    public List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /**
     * The head of the message, with its last empty line, for a connection of its own. Host and
     * length are added if they are not there.
     */
    public byte[] head(URI door) {
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        if (values("Host").isEmpty()) {
            head.append("Host: ").append(door.getAuthority()).append("\r\n");
        }
        head.append("Connection: close\r\n");
        boolean framed =
                !values("Content-Length").isEmpty() || !values("Transfer-Encoding").isEmpty();
        if (body != null && !framed) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        headers.forEach(h -> head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
        return head.append("\r\n").toString().getBytes(UTF_8);
    }

    @Override
    public String toString() {
        String text = body == null ? "" : new String(body, UTF_8);
        return method
                + " "
                + target
                + " "
                + (text.length() > 200 ? text.substring(0, 200) + "…" : text);
    }
}
