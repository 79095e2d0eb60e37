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
 * A connection that can tell, while a request is handled, whether its client is still there. Java
 * can't peek at a socket, so a byte is read. If it is the first one of the next request, it is kept
 * until Jetty reads on.
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
     * Whether the client has closed the connection, or its half of it. One that has sent more
     * already is taken to be there: what is behind that can't be seen.
     */
    boolean hasLeft() {
        lock.lock();
        try {
            if (kept != null || isFillInterested()) {
                // A byte read here would not wake up Jetty, which waits for one.
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
