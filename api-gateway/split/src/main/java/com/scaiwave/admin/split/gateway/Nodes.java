package com.scaiwave.admin.split.gateway;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The processes of one side. */
final class Nodes {
    private final List<Backend> all;
    private final AtomicInteger turn = new AtomicInteger();

    Nodes(List<URI> addresses) {
        this.all = addresses.stream().map(Backend::new).toList();
    }

    List<Backend> all() {
        return all;
    }

    /**
     * The order in which a request tries the nodes: round-robin, and those that are ready first.
     * The others come last, as they may have become ready meanwhile.
     */
    List<Backend> inTurn() {
        List<Backend> order = new ArrayList<>(all);
        Collections.rotate(order, -Math.floorMod(turn.getAndIncrement(), all.size()));
        order.sort((a, b) -> Boolean.compare(b.isReady(), a.isReady()));
        return order;
    }

    boolean isAnyReady() {
        return all.stream().anyMatch(Backend::isReady);
    }
}
