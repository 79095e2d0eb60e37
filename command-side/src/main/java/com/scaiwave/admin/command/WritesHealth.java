package com.scaiwave.admin.command;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.web.health.HealthCheck;
import java.util.List;
import java.util.Map;

/** Writes work when every log would take an append. */
record WritesHealth(List<EventLog> logs) implements HealthCheck {
    WritesHealth {
        logs = List.copyOf(logs);
    }

    @Override
    public String name() {
        return "writes";
    }

    @Override
    public State check() {
        return new State(logs.stream().allMatch(EventLog::isWritable), Map.of());
    }
}
