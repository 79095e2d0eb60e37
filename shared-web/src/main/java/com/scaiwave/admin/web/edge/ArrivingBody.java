package com.scaiwave.admin.web.edge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body may still be arriving. A read fails with {@link SlowClient} if fewer than 1
 * KiB arrive in 10 s of waiting. Only time during which the server waits for the client counts.
 */
final class ArrivingBody extends Request.Wrapper {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(SlowClient.SECONDS);
    private static final Duration LINGER = Duration.ofSeconds(5);
    private static final int LINGER_BYTES = 16 << 20;

    private final AtomicReference<Content.@Nullable Chunk> first = new AtomicReference<>();
    private final AtomicReference<@Nullable Waiting> waiting = new AtomicReference<>();
    private final AtomicBoolean demanded = new AtomicBoolean();
    private volatile Content.@Nullable Chunk failure;
    private volatile boolean ended;
    private volatile boolean begun;
    private final AtomicLong waited = new AtomicLong();
    private int bytes;

    ArrivingBody(Request request) {
        super(request);
        Request.addCompletionListener(request, _ -> releaseFirst());
    }

    /**
     * Buffers the bytes that have already arrived; a later read of the body gets them first.
     *
     * @return how many bytes that is
     */
    int begin() {
        Content.Chunk chunk = take();
        first.set(chunk);
        return chunk == null ? 0 : chunk.remaining();
    }

    @Override
    public Content.@Nullable Chunk read() {
        Content.Chunk failed = failure;
        if (failed != null) {
            return failed;
        }
        Content.Chunk chunk = first.getAndSet(null);
        return chunk == null ? take() : chunk;
    }

    private Content.@Nullable Chunk take() {
        Content.Chunk chunk = super.read();
        if (chunk != null) {
            begun = true;
            if (chunk.isLast()) {
                ended = true;
            }
            bytes += chunk.remaining();
            if (bytes >= SlowClient.BYTES) {
                bytes = 0;
                waited.set(0);
            }
        }
        return chunk;
    }

    @Override
    public void demand(Runnable callback) {
        if (first.get() != null || failure != null) {
            getComponents().getExecutor().execute(callback);
        } else {
            await(callback, WINDOW - waited.get());
        }
    }

    /** Runs the callback when more of the body has arrived, or when the time is over. */
    private void await(Runnable callback, long nanos) {
        Waiting now = new Waiting(callback, System.nanoTime());
        waiting.set(now);
        if (demanded.compareAndSet(false, true)) {
            super.demand(this::arrived);
        }
        if (waiting.get() == now) {
            now.timeout(
                    getComponents()
                            .getScheduler()
                            .schedule(() -> giveUp(now), nanos, TimeUnit.NANOSECONDS));
        }
    }

    private void arrived() {
        demanded.set(false);
        Waiting now = waiting.getAndSet(null);
        if (now != null) {
            waited.addAndGet(System.nanoTime() - now.since);
            now.end();
        }
    }

    private void giveUp(Waiting late) {
        if (waiting.compareAndSet(late, null)) {
            failure = Content.Chunk.from(new SlowClient("The body arrives too slowly."), true);
            getComponents().getExecutor().execute(late.callback);
        }
    }

    /**
     * Drops the part of an unwanted body that has arrived.
     *
     * @return whether all of the body has arrived
     */
    @Override
    public boolean consumeAvailable() {
        releaseFirst();
        while (!ended) {
            Content.Chunk chunk = take();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return false;
            }
            chunk.release();
        }
        return true;
    }

    /**
     * Drops the rest of the body for up to 5 s or 16 MiB. If a connection is closed while its
     * client is sending, the client loses the answer. A client that waits for {@code 100 Continue}
     * is not sending.
     */
    void linger(Runnable then) {
        if (ended || (!begun && getHeaders().contains("Expect"))) {
            then.run();
            return;
        }
        AtomicBoolean over = new AtomicBoolean();
        Runnable once =
                () -> {
                    if (over.compareAndSet(false, true)) {
                        then.run();
                    }
                };
        getComponents().getScheduler().schedule(once, LINGER.toMillis(), TimeUnit.MILLISECONDS);
        drop(over, once, LINGER_BYTES);
    }

    private void drop(AtomicBoolean over, Runnable once, int most) {
        int left = most;
        while (!over.get()) {
            Content.Chunk chunk = super.read();
            if (chunk == null) {
                int rest = left;
                await(() -> drop(over, once, rest), 2 * LINGER.toNanos());
                return;
            }
            left -= chunk.remaining();
            boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
            chunk.release();
            if (last || left < 0) {
                once.run();
                return;
            }
        }
    }

    private void releaseFirst() {
        Content.Chunk chunk = first.getAndSet(null);
        if (chunk != null) {
            chunk.release();
        }
    }

    /** A reader that waits for more of the body. */
    private static final class Waiting {
        private final Runnable callback;
        private final long since;
        private final AtomicReference<Scheduler.@Nullable Task> timeout = new AtomicReference<>();

        Waiting(Runnable callback, long since) {
            this.callback = callback;
            this.since = since;
        }

        void timeout(Scheduler.Task task) {
            timeout.set(task);
        }

        void end() {
            Scheduler.Task task = timeout.get();
            if (task != null) {
                task.cancel();
            }
            callback.run();
        }
    }
}
