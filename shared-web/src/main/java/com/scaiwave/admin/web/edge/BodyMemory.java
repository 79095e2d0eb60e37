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
 * A limit in bytes on all bodies that are held in memory while they arrive, or while they wait to
 * be sent on. What counts is what has arrived, not what was announced: a client that announces a
 * body and sends nothing takes 16 KiB at most.
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

    /** 128 MiB, in a small process an eighth of its heap. */
    public static BodyMemory ofProcess() {
        return new BodyMemory(Math.min(MOST, Runtime.getRuntime().maxMemory() / 8));
    }

    /**
     * What one request takes; empty, so far.
     *
     * @param client its address: the bodies of one may take half of all
     */
    public Share share(String client) {
        return new Share(client);
    }

    /** The part of the memory that one request takes until it is closed. */
    public final class Share implements AutoCloseable {
        private final String client;
        private long bytes;

        private Share(String client) {
            this.client = client;
        }

        /**
         * Reads a body to its end.
         *
         * @param mostBytes where the reading stops, if it has no end before
         * @throws Refusal 408 when it arrives too slowly, 400 when it breaks off, 503 when all
         *     bodies together are too many
         */
        public byte[] read(HttpServletRequest request, int mostBytes) {
            long announced = request.getContentLengthLong();
            try {
                return announced < 0 && request.getHeader("Transfer-Encoding") == null
                        ? request.getInputStream().readNBytes(mostBytes) // which has no body
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
