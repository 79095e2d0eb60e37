package com.scaiwave.admin.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.scaiwave.admin.bench.load.HttpLoad.Group;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.function.Supplier;

/** The connection of one client, with at most one request at a time. HTTP/1.1 (RFC 9112). */
final class HttpConnection {
    private static final int LARGEST = 256 * 1024;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(ISO_8859_1);

    private final SocketChannel channel;
    private final Group group;
    private final Supplier<byte[]> requests;
    private final byte[] received = new byte[LARGEST];
    private final ByteBuffer buffer = ByteBuffer.wrap(received);
    private long due;
    private long sent;
    private boolean waiting;

    /** The beginning and the end of the body; 0 until the head has arrived, -1 if chunked. */
    private int bodyAt;

    private int bodyEnd;

    private HttpConnection(
            SocketChannel channel, Group group, Supplier<byte[]> requests, long first) {
        this.channel = channel;
        this.group = group;
        this.requests = requests;
        this.due = first;
    }

    static HttpConnection open(
            InetSocketAddress address,
            Selector selector,
            Group group,
            Supplier<byte[]> requests,
            long first)
            throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        HttpConnection connection = new HttpConnection(channel, group, requests, first);
        channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }

    /** Sends the next request, unless one is unanswered or it is too early. */
    boolean sendIfDue(long now) throws IOException {
        if (waiting || now - due < 0) {
            return false;
        }
        ByteBuffer request = ByteBuffer.wrap(requests.get());
        sent = group.interval == 0 ? System.nanoTime() : due;
        due += group.interval;
        waiting = true;
        while (request.hasRemaining()) {
            channel.write(request);
        }
        return true;
    }

    /**
     * Reads the bytes that have arrived.
     *
     * @return whether the answer is complete
     */
    boolean receive(long count, long end) throws IOException {
        if (channel.read(buffer) < 0) {
            throw new EOFException("the server closed a connection: " + answer());
        }
        if (!isComplete()) {
            return false;
        }
        long now = System.nanoTime();
        boolean inTime = now - count >= 0 && now - end < 0;
        if (received[9] == '2') {
            group.answered(now - sent, inTime);
        } else {
            group.failed(answer(), inTime);
        }
        buffer.clear();
        bodyAt = 0;
        bodyEnd = 0;
        waiting = false;
        return true;
    }

    private boolean isComplete() {
        int length = buffer.position();
        if (bodyAt == 0) {
            int head = indexOf(END_OF_HEAD, length);
            if (head < 0) {
                return false;
            }
            bodyAt = head + END_OF_HEAD.length;
            bodyEnd = bodyEnd(new String(received, 0, head, ISO_8859_1).toLowerCase(Locale.ROOT));
        }
        if (bodyEnd >= 0) {
            return length >= bodyEnd;
        }
        for (int n = 0; n < LAST_CHUNK.length; n++) {
            if (received[length - LAST_CHUNK.length + n] != LAST_CHUNK[n]) {
                return false;
            }
        }
        return true;
    }

    private int bodyEnd(String head) {
        String name = "\r\ncontent-length:";
        int at = head.indexOf(name);
        if (at < 0) {
            return head.contains("\r\ntransfer-encoding:") ? -1 : bodyAt;
        }
        int lineEnd = head.indexOf("\r\n", at + 2);
        String value =
                head.substring(at + name.length(), lineEnd < 0 ? head.length() : lineEnd).strip();
        return bodyAt + Integer.parseInt(value);
    }

    private int indexOf(byte[] wanted, int length) {
        for (int at = 0; at + wanted.length <= length; at++) {
            int n = 0;
            while (n < wanted.length && received[at + n] == wanted[n]) {
                n++;
            }
            if (n == wanted.length) {
                return at;
            }
        }
        return -1;
    }

    private String answer() {
        return new String(received, 0, Math.min(buffer.position(), 600), ISO_8859_1);
    }

    void close() throws IOException {
        channel.close();
    }
}
