package com.scaiwave.admin.torture.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Head;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;

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
            received = whatArrived(socket.getInputStream());
        } catch (IOException e) {
            // The bytes that arrived before are parsed.
        }
        return answer(received, began);
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

    private static Answer answer(byte[] received, long began) {
        InputStream in = new ByteArrayInputStream(received);
        try {
            Head head = Head.read(in);
            byte[] body = whatArrived(head.body("", in));
            return new Answer(head.status(), head.headers(), body, began, System.nanoTime());
        } catch (IOException e) {
            return new Answer(0, Map.of(), received, began, System.nanoTime());
        }
    }

    private static byte[] whatArrived(InputStream in) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (IOException e) {
            // The connection was reset, or the answer cut off; or it has no body, as to HEAD.
        }
        return all.toByteArray();
    }

    /** The bytes of a text in which each character is a byte. */
    public static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
