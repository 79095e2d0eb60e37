package com.scaiwave.admin.torture.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.torture.client.Wire;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A valid request that is then spoilt at random. */
final class Nonsense {
    static final String INJECTED = "{\"message\":\"INJECTED\",\"level\":\"ERROR\"}";

    private static final List<String> SLUGS =
            List.of(
                    "%2F",
                    "%252F",
                    "a%252Fb",
                    "..",
                    "../..",
                    "%2e%2e",
                    "%2e%2e%2f%2e%2e",
                    ".",
                    "a;b",
                    "a;x=1/b",
                    "a\\b",
                    "a%5Cb",
                    "a//b",
                    "//",
                    "%00",
                    "a%0d%0ab",
                    "%ff",
                    "%",
                    "%zz",
                    "a/b/c/d/e",
                    "%E2%80%AE",
                    "a%20b",
                    "a".repeat(4096));

    private static final List<String> HEADERS =
            List.of(
                    "X-Tenant-Id: ' or 1=1 --",
                    "X-Tenant-Id: tnt_\u00ff",
                    "X-Tenant-Id: " + "t".repeat(5000),
                    "X-Tenant-Id:",
                    "If-Match: 1",
                    "If-Match: W/\"1\"",
                    "If-Match: \"99999999999999999999999999\"",
                    "If-Match: *",
                    "If-Match: \"1\", \"2\"",
                    "If-None-Match: \"",
                    "Idempotency-Key: \u00e4\u00f6",
                    "Idempotency-Key: " + "k".repeat(300),
                    "Idempotency-Key:",
                    "X-Request-Id: a b",
                    "X-Request-Id: " + INJECTED,
                    "X-Request-Id: " + "r".repeat(200),
                    "Accept: text/html",
                    "Accept: ;;;",
                    "Accept: application/json;q=7",
                    "Accept: application/problem+json",
                    "Content-Type: text/plain",
                    "Content-Type: application/json; charset=utf-16",
                    "Content-Type: ;",
                    "Content-Encoding: gzip",
                    "Authorization: Bearer",
                    "Authorization: Bearer a.b.c",
                    "Authorization: Basic YTpi",
                    "Authorization: Bearer " + "x".repeat(9000),
                    "User-Agent: " + INJECTED,
                    "User-Agent: \u001b[2J\u0007",
                    "X-Forwarded-For: " + INJECTED,
                    "X-Forwarded-For: ::::",
                    "Last-Event-ID: \u00e4",
                    "Range: bytes=0-1",
                    "Expect: 200-maybe",
                    "Upgrade: h2c",
                    "X-HTTP-Method-Override: DELETE",
                    "X-Long: " + "y".repeat(20_000),
                    "Bad Name: 1",
                    ": none",
                    "No-Colon",
                    "X-Nul: a\u0000b");

    private static final List<String> QUERIES =
            List.of(
                    "unknown=1",
                    "limit=0",
                    "limit=-1",
                    "limit=99999999999999999999",
                    "limit=1&limit=2",
                    "cursor=AAAA",
                    "cursor=%00",
                    "as_of=0",
                    "as_of=99999999999",
                    "as_of=yesterday",
                    "as_of=2999-01-01T00:00:00Z",
                    "after=x",
                    "month=2026-13",
                    "since=1&until=%ff",
                    "q=%",
                    "q=" + "q".repeat(5000),
                    "%61%00=1",
                    "=",
                    "&&&",
                    "order=sideways",
                    "types=,,,",
                    "enabled=maybe");

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "0",
                    "-1",
                    "1e400",
                    "123456789012345678901234567890",
                    "0.1",
                    "\"\"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"\\udc00\\ud800\"",
                    "\"a\\n" + INJECTED.replace("\"", "\\\"") + "\"",
                    "[]",
                    "{}",
                    "[null]",
                    "[[[]]]",
                    "{\"a\": {}}",
                    "NaN",
                    "'a'",
                    "\"" + "s".repeat(30_000) + "\"");

    private final String method;
    private String target;
    private final List<String> headers;
    private byte[] body;
    private boolean framed;
    private boolean half;
    private boolean slow;

    /**
     * A valid request.
     *
     * @param body empty if there is none
     */
    Nonsense(String method, String target, List<String> headers, String body) {
        this.method = method;
        this.target = target;
        this.headers = new ArrayList<>(headers);
        this.body = body.getBytes(UTF_8);
    }

    boolean isRead() {
        return method.equals("GET");
    }

    boolean isHalf() {
        return half;
    }

    /** Spoils the request at random; a few stay valid. */
    Nonsense spoil(Random random) {
        switch (random.nextInt(16)) {
            case 0, 1 -> header(random);
            case 2, 3 -> query(random);
            case 4, 5 -> path(random);
            case 6 -> wire(random);
            case 7 -> size(random);
            default -> body(random);
        }
        return this;
    }

    List<byte[]> pieces() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(h -> head.append(h).append("\r\n"));
        if (!framed && (body.length > 0 || !isRead())) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        byte[] first = Wire.bytes(head.toString());
        if (!slow) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(first);
            all.writeBytes(body);
            return List.of(all.toByteArray());
        }
        List<byte[]> pieces = new ArrayList<>(List.of(first));
        for (byte one : body.length > 20 ? Arrays.copyOf(body, 20) : body) {
            pieces.add(new byte[] {one});
        }
        if (body.length > 20) {
            pieces.add(Arrays.copyOfRange(body, 20, body.length));
        }
        return pieces;
    }

    private void header(Random random) {
        String header = any(HEADERS, random);
        String name = header.substring(0, Math.max(0, header.indexOf(':')) + 1);
        if (random.nextInt(4) > 0 && name.length() > 1) {
            headers.removeIf(h -> h.regionMatches(true, 0, name, 0, name.length()));
        }
        headers.add(header);
    }

    private void query(Random random) {
        target += (target.contains("?") ? "&" : "?") + any(QUERIES, random);
    }

    private void path(Random random) {
        String[] segments = target.split("/", -1);
        if (random.nextInt(3) == 0) {
            target += "/" + any(SLUGS, random);
            return;
        }
        int first = Math.min(3, segments.length - 1);
        segments[first + random.nextInt(segments.length - first)] = any(SLUGS, random);
        target = String.join("/", segments);
    }

    private void wire(Random random) {
        switch (random.nextInt(7)) {
            case 0 -> {
                headers.add("Transfer-Encoding: chunked");
                headers.add("Content-Length: " + body.length);
                body = Wire.bytes("0\r\n\r\n");
                framed = true;
            }
            case 1 -> headers.add("Host: other.example");
            case 2 -> headers.removeIf(h -> h.startsWith("Host:"));
            case 3 -> slow = true;
            case 4 -> {
                headers.add("Content-Length: " + (body.length + 10));
                framed = true;
                half = true;
            }
            case 5 -> {
                headers.add("Transfer-Encoding: chunked");
                body = Wire.bytes("zz\r\nabc\r\n0\r\n\r\n");
                framed = true;
            }
            default -> {
                headers.add("Content-Length: " + body.length);
                headers.add("Content-Length: " + (body.length + 1));
                framed = true;
                half = true;
            }
        }
    }

    private void size(Random random) {
        body =
                switch (random.nextInt(3)) {
                    case 0 -> ("{\"a\":\"" + "b".repeat(1_200_000) + "\"}").getBytes(UTF_8);
                    case 1 -> ("[".repeat(10_000) + "]".repeat(10_000)).getBytes(UTF_8);
                    default -> "{\"a\":".repeat(10_000).getBytes(UTF_8);
                };
    }

    /** Replaces a value by something else, or breaks the text as a whole. */
    private void body(Random random) {
        String json = new String(body, UTF_8);
        if (json.isEmpty()) {
            body = any(VALUES, random).getBytes(UTF_8);
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> json = json.substring(0, random.nextInt(json.length()));
            case 1 -> json = json.replaceFirst("\\{", "{\"unknown_" + random.nextInt(9) + "\":1,");
            case 2 -> json = json.replaceFirst("\\{(\"[^\"]+\":)", "{$1null,$1");
            case 3 -> json += any(VALUES, random);
            case 4 -> {
                int at = random.nextInt(json.length());
                json = json.substring(0, at) + "\ufffe\u0000" + json.substring(at);
            }
            default -> json = replaceValue(json, random);
        }
        body = json.getBytes(UTF_8);
        if (random.nextInt(20) == 0) {
            body[random.nextInt(body.length)] = (byte) 0xff;
        }
    }

    private static String replaceValue(String json, Random random) {
        List<Integer> colons = new ArrayList<>();
        for (int at = json.indexOf("\":"); at >= 0; at = json.indexOf("\":", at + 1)) {
            colons.add(at + 2);
        }
        if (colons.isEmpty()) {
            return any(VALUES, random);
        }
        int at = any(colons, random);
        int end = at;
        int depth = 0;
        boolean text = false;
        for (; end < json.length(); end++) {
            char c = json.charAt(end);
            if (c == '"' && json.charAt(end - 1) != '\\') {
                text = !text;
            } else if (!text && (c == '{' || c == '[')) {
                depth++;
            } else if (!text && (c == '}' || c == ']') && depth-- == 0) {
                break;
            } else if (!text && c == ',' && depth == 0) {
                break;
            }
        }
        return json.substring(0, at) + any(VALUES, random) + json.substring(end);
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    @Override
    public String toString() {
        String text = new String(pieces().getFirst(), UTF_8).replaceAll("Bearer \\S{60,}", "…");
        return (text.length() > 600 ? text.substring(0, 600) + "…" : text)
                .replaceAll("\\p{Cntrl}+", " ¦ ");
    }
}
