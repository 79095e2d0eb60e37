package com.scaiwave.admin.split.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.scaiwave.admin.testkit.Together;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A node of a side, as a socket. It records what it was sent, and answers byte for byte what a test
 * tells it to.
 */
@NullMarked
final class FakeNode implements AutoCloseable {
    private static final String READINESS = "GET /actuator/health/readiness HTTP/1.1";
    private static final byte[] NOT_READY =
            "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);

    private final ServerSocket server;
    private final Thread acceptor;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Answering answering = (_, out) -> out.write(ok("{}"));
    private final Semaphore refused = new Semaphore(0);
    private volatile boolean ready = true;

    FakeNode() {
        try {
            server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = Thread.ofVirtual().start(this::accept);
    }

    /** The head of an answer that is an event stream. */
    static byte[] events() {
        return http(
                """
                HTTP/1.1 200 OK
                Content-Type: text/event-stream;charset=UTF-8
                Transfer-Encoding: chunked

                """);
    }

    /** The next chunk of a stream; an empty one is its end. */
    static byte[] chunk(String data) {
        return (Integer.toHexString(data.length()) + "\r\n" + data + "\r\n").getBytes(ISO_8859_1);
    }

    /** The bytes of a text, with CRLF for each line feed. */
    static byte[] http(String lines) {
        return lines.replace("\n", "\r\n").getBytes(ISO_8859_1);
    }

    /** An answer with a body. */
    static byte[] ok(String body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("Content-Type: application/json\r\nContent-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString()
                .getBytes(ISO_8859_1);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    void answers(Answering how) {
        answering = how;
    }

    void isReady(boolean now) {
        ready = now;
    }

    /**
     * Waits until two probes were answered that it is not ready: the gateway has read the first of
     * these answers when it sends the second probe.
     */
    void awaitProbedTwice() throws InterruptedException {
        refused.acquire(2);
    }

    /** The requests that it was sent, without readiness probes. */
    List<Seen> seen() {
        return seen;
    }

    /** Waits for the acceptor to end: the system accepts connections until then. */
    @Override
    public void close() {
        try {
            server.close();
            Together.join(List.of(acceptor));
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            ready = false;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Seen request = read(in); request != null; request = read(in)) {
                if (request.line().equals(READINESS)) {
                    out.write(ready ? ok("{}") : NOT_READY);
                    if (!ready) {
                        refused.release();
                    }
                } else {
                    seen.add(request);
                    answering.answer(request, out);
                }
            }
        } catch (IOException | Gone e) {
            sockets.remove(socket);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable Seen read(InputStream in) throws IOException {
        String line = line(in);
        if (line.isEmpty()) {
            return null;
        }
        List<String> headers = new ArrayList<>();
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            headers.add(header);
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring("content-length:".length()).strip());
            }
        }
        return new Seen(line, headers, in.readNBytes(length).length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    /** How it answers a request. */
    interface Answering {
        void answer(Seen request, OutputStream out) throws IOException, InterruptedException;
    }

    /** Thrown to have the connection closed. */
    static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * A request.
     *
     * @param line its first line
     * @param bodyBytes the length of its body
     */
    record Seen(String line, List<String> headers, int bodyBytes) {
        /** The values of a header. */
        List<String> values(String name) {
            return headers.stream()
                    .filter(h -> h.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(h -> h.substring(name.length() + 1).strip())
                    .toList();
        }
    }
}
