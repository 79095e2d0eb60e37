package com.scaiwave.admin.web.edge;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the connection of a client that takes its answer too slowly: fewer than 1 KiB in each of two
 * successive periods of 10 s. Two, because TCP opens its window in bursts: a receiver that reads
 * steadily may report up to 64 KiB at once.
 */
final class WatchedAnswer extends Response.Wrapper {
    private static final int SPELLS = 2;

    private final @Nullable ArrivingBody body;
    private boolean begun;

    WatchedAnswer(Request request, Response response, @Nullable ArrivingBody body) {
        super(request, response);
        this.body = body;
    }

    @Override
    public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
        if (!begun) {
            begun = true;
            if (body != null && !isCommitted() && !body.consumeAvailable()) {
                // Jetty would close the connection without announcing it.
                getHeaders().put(HttpHeader.CONNECTION, "close");
            }
        }
        Watch watch = new Watch(content, callback);
        super.write(last, content, watch);
        watch.begin();
    }

    private void cut() {
        EndPoint client = getRequest().getConnectionMetaData().getConnection().getEndPoint();
        if (client.getTransport() instanceof SocketChannel socket) {
            try {
                // The kernel drops what it has buffered and resets the connection, so the client
                // notices.
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                client.close(e);
            }
        }
        client.close(new SlowClient("The answer is taken too slowly."));
    }

    /** A piece of the answer that is being written. */
    private final class Watch extends Callback.Nested {
        private final @Nullable ByteBuffer piece;
        private volatile boolean done;
        private int left;
        private int slow;

        Watch(@Nullable ByteBuffer piece, Callback callback) {
            super(callback);
            this.piece = piece;
        }

        /** Starts a timer, unless the piece has been written already, as most have. */
        void begin() {
            if (!done) {
                left = remaining();
                again();
            }
        }

        private void again() {
            getRequest()
                    .getComponents()
                    .getScheduler()
                    .schedule(this::check, SlowClient.SECONDS, TimeUnit.SECONDS);
        }

        private void check() {
            if (done) {
                return;
            }
            int now = remaining();
            slow = left - now < SlowClient.BYTES ? slow + 1 : 0;
            left = now;
            if (slow < SPELLS) {
                again();
            } else {
                cut();
            }
        }

        private int remaining() {
            return piece == null ? 0 : piece.remaining();
        }

        @Override
        public void succeeded() {
            done = true;
            super.succeeded();
        }

        @Override
        public void failed(Throwable cause) {
            done = true;
            super.failed(cause);
        }
    }
}
