package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.log.deadline.Clients;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the thread of a request. A write whose body has arrived runs on the thread that has read
 * it: no other thread has to be woken, and libraries find what they cache by thread, ciphers above
 * all. Any other request runs on a virtual thread of its own, and there may be any number of these:
 * reads, which wait for shared look-ups; requests that wait for their client, such as for a body;
 * and all requests while {@value #MOST} writes run. So no client can use up the server's threads.
 */
final class RequestThreads extends Handler.Wrapper {
    /** At most this many writes run on threads of the server, which has more threads than that. */
    static final int MOST = 150;

    /** The interval of the checks for disconnected clients. */
    private static final long LOOK_MILLIS = 100;

    private final Semaphore places = new Semaphore(MOST);
    private final AtomicLong numbers = new AtomicLong();
    private final Clients clients = new Clients();
    private volatile Scheduler.@Nullable Task look;

    RequestThreads(Handler next) {
        super(next);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        look();
    }

    @Override
    protected void doStop() throws Exception {
        Scheduler.Task last = look;
        if (last != null) {
            last.cancel();
        }
        super.doStop();
    }

    /**
     * One task for all requests, since most end before it runs; a timer for each would cost more.
     */
    private void look() {
        try {
            clients.look();
        } finally {
            if (isStarting() || isStarted()) {
                Scheduler scheduler = getServer().getScheduler();
                look = scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields headers = request.getHeaders();
        long length = headers.getLongField(HttpHeader.CONTENT_LENGTH);
        if (length <= 0 && !headers.contains(HttpHeader.TRANSFER_ENCODING)) {
            return handle(request, response, callback, null, true);
        }
        ArrivingBody body = new ArrivingBody(request);
        boolean whole = !mayWait(headers) && body.begin() == length;
        return handle(body, response, new Lingering(callback, body), body, whole);
    }

    private boolean handle(
            Request request,
            Response response,
            Callback callback,
            @Nullable ArrivingBody body,
            boolean whole)
            throws Exception {
        Response watched = new WatchedAnswer(request, response, body);
        if (!whole || isRead(request.getMethod()) || !places.tryAcquire()) {
            boolean plain = body == null && isRead(request.getMethod());
            handleApart(request, watched, callback, plain ? forClient(request) : Runnable::run);
            return true;
        }
        try {
            return super.handle(request, watched, callback);
        } finally {
            places.release();
        }
    }

    private static boolean isRead(String method) {
        return HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method);
    }

    /**
     * Whether the body has no length to compare with, or the client waits for {@code 100 Continue}.
     */
    private static boolean mayWait(HttpFields headers) {
        return headers.contains(HttpHeader.TRANSFER_ENCODING)
                || headers.contains(HttpHeader.EXPECT);
    }

    /** Runs a read so that its waits can end when its client disconnects. */
    private Executor forClient(Request request) {
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        return connection instanceof ClientEndPoint client
                ? read -> clients.reading(client::hasLeft).run(read)
                : Runnable::run;
    }

    private void handleApart(
            Request request, Response response, Callback callback, Executor surroundings) {
        Thread.ofVirtual()
                .name("request-" + numbers.incrementAndGet())
                .start(() -> surroundings.execute(() -> handleHere(request, response, callback)));
    }

    private void handleHere(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable e) {
            // As Jetty does around a handler; on this thread, only this ends the request.
            callback.failed(e);
        }
    }

    /** Ends a request, after dropping the part of its body that has not arrived yet. */
    private static final class Lingering extends Callback.Nested {
        private final ArrivingBody body;

        Lingering(Callback callback, ArrivingBody body) {
            super(callback);
            this.body = body;
        }

        @Override
        public void succeeded() {
            body.linger(super::succeeded);
        }
    }
}
