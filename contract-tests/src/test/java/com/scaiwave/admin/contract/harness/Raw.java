package com.scaiwave.admin.contract.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** HTTP/1.1 by hand, for requests that no client would send. */
final class Raw {

    private static final int PATIENCE_MILLIS = 60_000;

    private Raw() {}

    static Response exchange(Request request) {
        URI address = request.address();
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(message(request, address));
            socket.getOutputStream().flush();
            return parse(request, socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(request + " got no answer", e);
        }
    }

    private static byte[] message(Request request, URI address) throws IOException {
        var out = new ByteArrayOutputStream();
        var head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
        if (request.headers("Host").isEmpty()) {
            head.append("Host: ").append(address.getAuthority()).append("\r\n");
        }
        head.append("Connection: close\r\n");
        byte[] body = request.body();
        boolean framed =
                !request.headers("Content-Length").isEmpty()
                        || !request.headers("Transfer-Encoding").isEmpty();
        if (body != null && !framed) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        request.headers()
                .forEach(h -> head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        if (body != null) {
            out.write(body);
        }
        return out.toByteArray();
    }

    static Response parse(Request request, InputStream in) throws IOException {
        String statusLine = line(in);
        if (!statusLine.startsWith("HTTP/1.1 ")) {
            throw new IOException("not an HTTP response: '" + statusLine + "'");
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        if (status < 200) {
            // An interim response, which a client must skip (RFC 9110, section 15.2).
            return parse(request, in);
        }
        boolean bodiless = request.method().equals("HEAD") || status == 304 || status == 204;
        return new Response(
                request.toString(), status, headers, bodiless ? new byte[0] : body(headers, in));
    }

    private static byte[] body(Map<String, List<String>> headers, InputStream in)
            throws IOException {
        if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
            var all = new ByteArrayOutputStream();
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                all.write(in.readNBytes(size));
                line(in);
            }
            return all.toByteArray();
        }
        List<String> length = headers.get("content-length");
        return length == null
                ? in.readAllBytes()
                : in.readNBytes(Integer.parseInt(length.getFirst()));
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the connection was closed after '" + bytes + "'");
            }
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
