package com.scaiwave.admin.contract.harness;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A connection on which a test sends bytes at the moments it chooses. Each answer is checked. */
public final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    private Wire(int receiveBuffer) {
        URI address = Deployment.address();
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 512);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection to the deployment under test. */
    public static Wire open() {
        return new Wire(0);
    }

    /** A connection with a small receive buffer, for a client that does not read. */
    public static Wire narrow() {
        return new Wire(4096);
    }

    /** The head of a request, with its last empty line. */
    public static String head(String requestLine, String... headers) {
        StringBuilder head = new StringBuilder(requestLine).append("\r\nHost: x\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    public Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** The answer to a request that is not in the document, such as one that can't be parsed. */
    public Response answer() throws IOException {
        return answer("GET", "/docs");
    }

    public Response answer(String method, String target) throws IOException {
        Request request = new Request(null, method, target, List.of());
        Response response = Raw.parse(request, in);
        Rules.check(request, response);
        return response;
    }

    /** Reads the status of an answer, and nothing else of it. */
    public int status() throws IOException {
        int length = "HTTP/1.1 200".length();
        String line = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        if (line.length() < length) {
            throw new EOFException("without an answer");
        }
        return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** Reads a byte; -1 at the end. */
    public int read() throws IOException {
        return in.read();
    }

    /** Reads up to {@code most} bytes and discards them. */
    public int read(int most) throws IOException {
        return in.readNBytes(most).length;
    }

    /** Reads up to and including this text. Its first character must not occur in it again. */
    public void skipPast(String text) throws IOException {
        int matched = 0;
        while (matched < text.length()) {
            int read = in.read();
            if (read < 0) {
                throw new EOFException("without " + text);
            }
            if (read == text.charAt(matched)) {
                matched++;
            } else {
                matched = read == text.charAt(0) ? 1 : 0;
            }
        }
    }

    /** Whether the server has closed the connection after its answers. */
    public boolean isClosed() throws IOException {
        return in.read() < 0;
    }

    /** Ends the output; the input stays open. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Resets the connection, as for a process that crashes. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
