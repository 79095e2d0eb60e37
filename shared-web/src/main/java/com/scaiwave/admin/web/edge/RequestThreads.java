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
 * Which thread a request runs on. A write that is there as a whole runs on the thread that has read
 * it: nobody has to be woken for it, and it finds what libraries keep by thread, ciphers above all.
 * Whatever else has a virtual thread of its own, of which there may be any number: reads, which
 * wait for a look-up that they share; what waits for its client, such as for a body that is still
 * coming; and what comes while many writes run already. So nobody can use up the server's threads.
 */
final class RequestThreads extends Handler.Wrapper {
    /** So many writes run on threads of the server, which has more than that. */
    static final int MOST = 150;

    /** How often to look which clients are gone. */
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

    /** Its body has no length that it could be compared with, or waits to be asked for. */
    private static boolean mayWait(HttpFields headers) {
        return headers.contains(HttpHeader.TRANSFER_ENCODING)
                || headers.contains(HttpHeader.EXPECT);
    }

    /** Runs a read so that it may end when its client is gone. */
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
            // As Jetty does around a handler: nobody else would end the request.
            callback.failed(e);
        }
    }

    /** The end of a request, which may come before its body has. */
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
