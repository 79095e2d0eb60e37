package com.scaiwave.admin.testkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The head of a response, read byte by byte.
 *
 * @param headers by lower-case name
 */
public record Head(int status, Map<String, List<String>> headers) {

    /**
     * Reads a head. Interim responses before it are skipped, as a client must (RFC 9110, section
     * 15.2).
     *
     * @throws IOException if what arrives is no response
     */
    public static Head read(InputStream in) throws IOException {
        while (true) {
            Head head = one(in);
            if (head.status() >= 200) {
                return head;
            }
        }
    }

    private static Head one(InputStream in) throws IOException {
        String statusLine = BodyStream.line(in);
        if (!statusLine.matches("HTTP/1\\.1 \\d{3}.*")) {
            throw new IOException("not an HTTP response: '" + statusLine + "'");
        }
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = BodyStream.line(in); !line.isEmpty(); line = BodyStream.line(in)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header: '" + line + "'");
            }
            headers.computeIfAbsent(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new Head(Integer.parseInt(statusLine.substring(9, 12)), headers);
    }

    /** The first value of a header; empty if there is none. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of("")).getFirst();
    }

    /**
     * The body as it arrives on the stream that the head was read from. It is empty if the response
     * has none.
     *
     * @param method of the request
     */
    public InputStream body(String method, InputStream in) {
        boolean bodiless = method.equals("HEAD") || status == 204 || status == 304;
        return bodiless ? InputStream.nullInputStream() : new BodyStream(in, this);
    }
}
