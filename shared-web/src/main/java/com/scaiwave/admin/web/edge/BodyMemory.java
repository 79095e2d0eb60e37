package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the bytes of all bodies in memory, while they arrive or wait to be forwarded. A buffer
 * grows with the bytes that arrive, not with the announced length: a client that announces a body
 * and sends nothing takes 16 KiB at most.
 */
public final class BodyMemory {
    private static final long MOST = 128L << 20;
    private static final int PIECE = 16 << 10;

    private final long most;
    private final AtomicLong used = new AtomicLong();
    private final Map<String, Long> byClient = new ConcurrentHashMap<>();

    BodyMemory(long most) {
        this.most = most;
    }

    /** The limit of a process: 128 MiB, or an eighth of its heap if that is less. */
    public static BodyMemory ofProcess() {
        return new BodyMemory(Math.min(MOST, Runtime.getRuntime().maxMemory() / 8));
    }

    /**
     * The share of one request, empty at first.
     *
     * @param client the client's address; the bodies of one client may take half of the limit
     */
    public Share share(String client) {
        return new Share(client);
    }

    /** The memory that one request takes until this is closed. */
    public final class Share implements AutoCloseable {
        private final String client;
        private long bytes;

        private Share(String client) {
            this.client = client;
        }

        /**
         * Reads a body to its end.
         *
         * @param mostBytes how many bytes are read at most
         * @throws Refusal 408 if it arrives too slowly, 400 if it breaks off, 503 if the bodies of
         *     all clients, or of this one, exceed their limit
         */
        public byte[] read(HttpServletRequest request, int mostBytes) {
            long announced = request.getContentLengthLong();
            try {
                return announced < 0 && request.getHeader("Transfer-Encoding") == null
                        ? request.getInputStream().readNBytes(mostBytes) // no body is announced
                        : read(request.getInputStream(), announced, mostBytes);
            } catch (SlowClient e) {
                throw new Refusal(ErrorCode.SW_REQUEST_TIMEOUT, "The body arrives too slowly.");
            } catch (IOException e) {
                throw RequestBodies.malformed("The body can't be read to its end.");
            }
        }

        private byte[] read(InputStream in, long announced, int mostBytes) throws IOException {
            int end = announced < 0 ? mostBytes : (int) Math.min(announced, mostBytes);
            byte[] all = new byte[take(Math.min(end, PIECE))];
            int length = 0;
            while (length < end) {
                if (length == all.length) {
                    all = Arrays.copyOf(all, length + take(Math.min(length, end - length)));
                }
                int read = in.read(all, length, all.length - length);
                if (read < 0) {
                    break;
                }
                length += read;
            }
            return length == all.length ? all : Arrays.copyOf(all, length);
        }

        private int take(int more) {
            long ofClient = byClient.merge(client, (long) more, Long::sum);
            if (used.addAndGet(more) > most || ofClient > most / 2) {
                give(more);
                throw new Refusal.Later(
                        ErrorCode.SW_UNAVAILABLE, "Too many bodies are coming in at once.", 1);
            }
            bytes += more;
            return more;
        }

        private void give(long back) {
            used.addAndGet(-back);
            byClient.computeIfPresent(client, (_, now) -> now > back ? now - back : null);
        }

        @Override
        public void close() {
            give(bytes);
            bytes = 0;
        }
    }
}
