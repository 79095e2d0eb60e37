package com.scaiwave.admin.split.gateway;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** The open event streams, which are cut when the process stops: they don't end by themselves. */
final class EventStreams {
    private final Set<HttpUriRequestBase> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** Adds a stream that begins; cuts it at once if the process is stopping. */
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
