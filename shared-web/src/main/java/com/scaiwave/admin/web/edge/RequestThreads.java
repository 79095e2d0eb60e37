package com.scaiwave.admin.web.edge;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Which thread a request runs on. A write that is there as a whole runs on the thread that has read
 * it: nobody has to be woken for it, and it finds what libraries keep by thread, ciphers above all.
 * Whatever else has a virtual thread of its own, of which there may be any number: reads, which
 * wait for a look-up that they share; what waits for its client, such as for a body that is still
 * coming; and what comes while many writes run already. So nobody can use up the server's threads.
 */
final class RequestThreads extends Handler.Wrapper {
    /** So many writes run on threads of the server, which has more than that. */
    static final int MOST = 150;

    private final Semaphore places = new Semaphore(MOST);
    private final AtomicLong numbers = new AtomicLong();

    RequestThreads(Handler next) {
        super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields headers = request.getHeaders();
        if (isRead(request.getMethod()) || mayWait(headers)) {
            return handleApart(request, response, callback);
        }
        long length = headers.getLongField(HttpHeader.CONTENT_LENGTH);
        Content.Chunk body = length > 0 ? request.read() : null;
        Request begun = body == null ? request : new Begun(request, body);
        boolean whole = length <= 0 || (body != null && body.remaining() == length);
        if (!whole || !places.tryAcquire()) {
            return handleApart(begun, response, callback);
        }
        try {
            return super.handle(begun, response, callback);
        } finally {
            places.release();
        }
    }

    private static boolean isRead(String method) {
        return HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method);
    }

    /** Its body has no length that it could be compared with, or waits to be asked for. */
    private static boolean mayWait(HttpFields headers) {
        return headers.contains(HttpHeader.TRANSFER_ENCODING)
                || headers.contains(HttpHeader.EXPECT);
    }

    private boolean handleApart(Request request, Response response, Callback callback) {
        Thread.ofVirtual()
                .name("request-" + numbers.incrementAndGet())
                .start(() -> {
                    try {
                        if (!super.handle(request, response, callback)) {
                            Response.writeError(
                                    request, response, callback, HttpStatus.NOT_FOUND_404);
                        }
                    } catch (Throwable e) {
                        // As Jetty does around a handler: nobody else would end the request.
                        callback.failed(e);
                    }
                });
        return true;
    }

    /** A request of which the first piece of the body has been read already. */
    private static final class Begun extends Request.Wrapper {
        private final AtomicReference<Content.@Nullable Chunk> first;

        Begun(Request request, Content.Chunk first) {
            super(request);
            this.first = new AtomicReference<>(first);
            Request.addCompletionListener(request, _ -> release());
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = first.getAndSet(null);
            return chunk == null ? super.read() : chunk;
        }

        @Override
        public void demand(Runnable callback) {
            if (first.get() == null) {
                super.demand(callback);
            } else {
                getComponents().getExecutor().execute(callback);
            }
        }

        @Override
        public boolean consumeAvailable() {
            release();
            return super.consumeAvailable();
        }

        /** Nobody wanted it. */
        private void release() {
            Content.Chunk chunk = first.getAndSet(null);
            if (chunk != null) {
                chunk.release();
            }
        }
    }
}
