package com.scaiwave.admin.web.health;

import java.time.Duration;
import java.util.Map;
import org.springframework.context.SmartLifecycle;

/**
 * Not ready from the moment that the process is told to stop: it serves on for a while, so that no
 * request meets a closed door. It stops before the server does, which waits for those in flight.
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
