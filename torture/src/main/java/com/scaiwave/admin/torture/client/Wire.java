package com.scaiwave.admin.torture.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP/1.1 byte by byte, for requests that no client would send. One connection per request. */
public final class Wire {
    private static final int PATIENCE_MILLIS = 15_000;

    private Wire() {}

    /**
     * Sends bytes and reads until the server closes.
     *
     * @param pieces sent one after the other, with a pause between them
     * @param half whether our half of the connection is closed after the last piece
     * @return the answer, with status 0 if no response arrived
     */
    public static Answer exchange(URI door, List<byte[]> pieces, boolean half) {
        long began = System.nanoTime();
        byte[] received = new byte[0];
        try (Socket socket = new Socket(door.getHost(), door.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            // Sent by another thread: a server may answer and close before it has read everything.
            Thread.ofVirtual().start(() -> send(socket, pieces, half));
            received = readAll(socket);
        } catch (IOException e) {
            // The bytes that arrived before are parsed.
        }
        return parse(received, began);
    }

    private static void send(Socket socket, List<byte[]> pieces, boolean half) {
        try {
            OutputStream out = socket.getOutputStream();
            for (int n = 0; n < pieces.size(); n++) {
                if (n > 0) {
                    Thread.sleep(30);
                }
                out.write(pieces.get(n));
                out.flush();
            }
            if (half) {
                socket.shutdownOutput();
            }
        } catch (IOException e) {
            // The server has closed; its answer is read by another thread.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] readAll(Socket socket) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[16 * 1024];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // The connection was reset after the answer.
        }
        return all.toByteArray();
    }

    private static Answer parse(byte[] received, long began) {
        String text = new String(received, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = (end < 0 ? text : text.substring(0, end)).split("\r\n", -1);
        Map<String, List<String>> headers = new TreeMap<>();
        for (int n = 1; n < lines.length; n++) {
            int colon = lines[n].indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(
                                lines[n].substring(0, colon).toLowerCase(Locale.ROOT),
                                _ -> new ArrayList<>())
                        .add(lines[n].substring(colon + 1).strip());
            }
        }
        String body = end < 0 ? "" : text.substring(end + 4);
        if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
            body = joined(body);
        }
        boolean response = lines[0].matches("HTTP/1\\.1 \\d{3}.*");
        int status = response ? Integer.parseInt(lines[0].substring(9, 12)) : 0;
        return new Answer(status, headers, body.getBytes(ISO_8859_1), began, System.nanoTime());
    }

    private static String joined(String chunked) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int line = chunked.indexOf("\r\n", at);
            if (line < 0) {
                return body.toString();
            }
            int size = Integer.parseInt(chunked.substring(at, line).strip(), 16);
            if (size == 0 || line + 2 + size > chunked.length()) {
                return body.toString();
            }
            body.append(chunked, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
    }

    /** The bytes of a text in which each character is a byte. */
    public static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
