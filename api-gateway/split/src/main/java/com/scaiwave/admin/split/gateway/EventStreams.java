package com.scaiwave.admin.split.gateway;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** The event streams that are open: they would hold up the end of the process for ever. */
final class EventStreams {
    private final Set<HttpUriRequestBase> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** One begins; it is cut at once when the process is about to end. */
    void begin(HttpUriRequestBase stream) {
        open.add(stream);
        if (stopping) {
            stream.cancel();
        }
    }

    void end(HttpUriRequestBase stream) {
        open.remove(stream);
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
        open.forEach(HttpUriRequestBase::cancel);
    }
}
