package com.scaiwave.admin.web.health;

import java.time.Duration;
import java.util.Map;
import org.springframework.context.SmartLifecycle;

/**
 * Reports not ready as soon as the process is told to stop, while it still serves. So load
 * balancers have time to send requests elsewhere. It stops before the server does, which then waits
 * for the requests in flight.
 */
final class Drain implements HealthCheck, SmartLifecycle {
    private final Duration time;
    private volatile boolean running;

    Drain(ShutdownProperties properties) {
        this.time = properties.drain();
    }

    @Override
    public String name() {
        return "running";
    }

    @Override
    public State check() {
        return new State(running, Map.of());
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
