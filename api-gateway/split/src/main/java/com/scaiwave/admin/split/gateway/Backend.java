package com.scaiwave.admin.split.gateway;

import java.net.URI;
import org.apache.hc.core5.http.HttpHost;

/** A process of one of the sides, and whether it was ready when it was last probed or used. */
final class Backend {
    private final HttpHost host;
    private volatile boolean ready;

    Backend(URI address) {
        this.host = NodeClients.host(address);
    }

    HttpHost host() {
        return host;
    }

    boolean isReady() {
        return ready;
    }

    void ready(boolean now) {
        ready = now;
    }

    @Override
    public String toString() {
        return host.toHostString();
    }
}
