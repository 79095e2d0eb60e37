package com.scaiwave.admin.torture.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request on a connection of its own, whose answer is read as it arrives and not kept. It costs a
 * few KB, so hundreds of virtual threads can each hold one open.
 */
public final class Exchange implements AutoCloseable {
    private static final int WINDOW = 4 * 1024;
    private static final byte[] NOTHING = new byte[0];

    private final Socket socket = new Socket();
    private final long deadline;
    private int status;
    private final Map<String, String> headers = new TreeMap<>();
    private InputStream body = InputStream.nullInputStream();

    private Exchange(Duration patience) {
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    /** Sends a request without a body, and returns when the head of the answer has arrived. */
    public static Exchange get(
            URI door, String authorization, Call call, Duration patience, boolean slowly)
            throws IOException {
        return begin(door, authorization, call, NOTHING, patience, slowly);
    }

    /** Sends a request, and returns when the head of the answer has arrived. */
    public static Exchange send(
            URI door, String authorization, Call call, byte[] json, Duration patience)
            throws IOException {
        return begin(
                door,
                authorization,
                call.with("Content-Type", "application/json"),
                json,
                patience,
                false);
    }

    /**
     * Sends a request, and returns when the head of the answer has arrived.
     *
     * @param patience how long the whole answer may take; after that every read times out
     * @param slowly whether the system's receive buffer is to be as small as possible
     */
    private static Exchange begin(
            URI door,
            String authorization,
            Call call,
            byte[] content,
            Duration patience,
            boolean slowly)
            throws IOException {
        Exchange exchange = new Exchange(patience);
        try {
            exchange.connect(door, slowly);
            exchange.write(door, authorization, call, content);
            exchange.readHead();
            return exchange;
        } catch (IOException | RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    public int status() {
        return status;
    }

    /** The value of a header; empty if there is none. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    public InputStream body() {
        return body;
    }

    /** Reads all of the body. */
    public long drain() throws IOException {
        byte[] buffer = new byte[16 * 1024];
        long all = 0;
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            all += n;
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void connect(URI door, boolean slowly) throws IOException {
        if (slowly) {
            socket.setReceiveBufferSize(WINDOW);
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(door.getHost(), door.getPort()), remaining());
    }

    private void write(URI door, String authorization, Call call, byte[] content)
            throws IOException {
        StringBuilder head = new StringBuilder();
        head.append(call.method()).append(' ').append(call.target()).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(door.getAuthority()).append("\r\n");
        head.append("Authorization: ").append(authorization).append("\r\n");
        head.append("Connection: close\r\n");
        if (content.length > 0) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        call.headers().forEach((k, v) -> head.append(k).append(": ").append(v).append("\r\n"));
        OutputStream out = socket.getOutputStream();
        out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
        out.write(content);
    }

    private void readHead() throws IOException {
        InputStream in = new BufferedInputStream(new Timed(socket.getInputStream()), WINDOW);
        String line = BodyStream.line(in);
        if (!line.matches("HTTP/1\\.1 \\d{3}.*")) {
            throw new IOException("no response: " + line);
        }
        status = Integer.parseInt(line.substring(9, 12));
        for (line = BodyStream.line(in); !line.isEmpty(); line = BodyStream.line(in)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        body = new BodyStream(in, headers);
    }

    private int remaining() throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) millis;
    }

    /**
     * Each read ends at the exchange's deadline, so that an answer that trickles times out as well.
     */
    private final class Timed extends FilterInputStream {
        private Timed(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            socket.setSoTimeout(remaining());
            return super.read(buffer, offset, length);
        }
    }
}
