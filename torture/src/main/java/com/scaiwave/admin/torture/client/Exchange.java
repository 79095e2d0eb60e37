package com.scaiwave.admin.torture.client;

import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Head;
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
import java.util.Map;

/**
 * A request on a connection of its own, whose answer is read as it arrives and not kept. It costs a
 * few KB, so hundreds of virtual threads can each hold one open.
 */
public final class Exchange implements AutoCloseable {
    private static final int WINDOW = 4 * 1024;

    private final Socket socket = new Socket();
    private final long deadline;
    private Head head = new Head(0, Map.of());
    private InputStream body = InputStream.nullInputStream();

    private Exchange(Duration patience) {
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    /**
     * Sends a request, and returns when the head of the answer has arrived.
     *
     * @param patience how long the whole answer may take; after that every read times out
     */
    public static Exchange send(URI door, String authorization, Call call, Duration patience)
            throws IOException {
        return begin(door, call.with("Authorization", authorization), patience, false);
    }

    /** The same with a receive buffer of the system that is as small as possible. */
    public static Exchange narrow(URI door, String authorization, Call call, Duration patience)
            throws IOException {
        return begin(door, call.with("Authorization", authorization), patience, true);
    }

    private static Exchange begin(URI door, Call call, Duration patience, boolean narrow)
            throws IOException {
        Exchange exchange = new Exchange(patience);
        try {
            exchange.connect(door, narrow);
            exchange.write(door, call);
            exchange.read(call.method());
            return exchange;
        } catch (IOException | RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    public int status() {
        return head.status();
    }

    /** The value of a header; empty if there is none. */
    public String header(String name) {
        return head.header(name);
    }

    public InputStream body() {
        return body;
    }

    /** Reads all of the body. */
    public long drain() throws IOException {
        return body.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void connect(URI door, boolean narrow) throws IOException {
        if (narrow) {
            socket.setReceiveBufferSize(WINDOW);
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(door.getHost(), door.getPort()), remaining());
    }

    private void write(URI door, Call call) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(call.head(door));
        byte[] content = call.body();
        if (content != null) {
            out.write(content);
        }
    }

    private void read(String method) throws IOException {
        InputStream in = new BufferedInputStream(new Timed(socket.getInputStream()), WINDOW);
        head = Head.read(in);
        body = head.body(method, in);
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
