package com.scaiwave.admin.web.edge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that can tell, while a request is handled, whether its client has disconnected. Java
 * can't peek at a socket, so one byte is read. A byte that arrives is the first one of the next
 * request, and is kept until Jetty reads on.
 */
final class ClientEndPoint extends SocketChannelEndPoint {
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ByteBuffer kept;

    ClientEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            Executor executor) {
        super(channel, selector, key, scheduler);
        this.executor = executor;
    }

    /**
     * Whether the client has closed the connection, or its half of it. False if the client has
     * already sent more: the end of the stream behind those bytes can't be seen.
     */
    boolean hasLeft() {
        lock.lock();
        try {
            if (kept != null || isFillInterested()) {
                // Jetty waits for input, and a byte that is read here would not wake it.
                return false;
            }
            ByteBuffer next = ByteBuffer.allocate(1);
            int read = getChannel().read(next);
            if (read > 0) {
                kept = next.flip();
            }
            return read < 0;
        } catch (IOException e) {
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        lock.lock();
        try {
            ByteBuffer first = kept;
            if (first == null || isInputShutdown()) {
                return super.fill(buffer);
            }
            int position = BufferUtil.flipToFill(buffer);
            int filled = BufferUtil.put(first, buffer);
            BufferUtil.flipToFlush(buffer, position);
            if (filled > 0) {
                kept = null;
            }
            return filled;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void fillInterested(Callback callback) {
        lock.lock();
        try {
            if (kept == null) {
                super.fillInterested(callback);
                return;
            }
        } finally {
            lock.unlock();
        }
        executor.execute(callback::succeeded);
    }

    @Override
    public boolean tryFillInterested(Callback callback) {
        lock.lock();
        try {
            if (kept == null) {
                return super.tryFillInterested(callback);
            }
        } finally {
            lock.unlock();
        }
        executor.execute(callback::succeeded);
        return true;
    }
}
