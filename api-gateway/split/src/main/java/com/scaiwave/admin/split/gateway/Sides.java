package com.scaiwave.admin.split.gateway;

import com.scaiwave.admin.web.health.HealthCheck;
import java.util.Map;
import java.util.TreeMap;

/** Both sides; the gateway is ready when each has a process that is. */
record Sides(Nodes command, Nodes query) implements HealthCheck {
    /** The side that answers a request: a read changes nothing, and so may be sent twice. */
    Nodes of(Incoming request) {
        return request.isRead() ? query : command;
    }

    @Override
    public String name() {
        return "sides";
    }

    @Override
    public State check() {
        Map<String, Object> states = new TreeMap<>();
        command.all().forEach(n -> states.put("command " + n, n.isReady()));
        query.all().forEach(n -> states.put("query " + n, n.isReady()));
        return new State(command.isAnyReady() && query.isAnyReady(), states);
    }
}
