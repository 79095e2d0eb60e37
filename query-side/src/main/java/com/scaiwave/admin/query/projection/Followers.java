package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogSignal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The followers of a process: one a log, woken by it, for all that is made of that log. */
public final class Followers implements AutoCloseable {
    private final List<Follower> followers;

    public Followers(
            List<Projection> projections,
            ReadModel model,
            List<EventLog> logs,
            LogSignal signal,
            Progress progress) {
        this.followers =
                logs.stream()
                        .map(log -> follower(log, projections, model, signal, progress))
                        .toList();
    }

    private static Follower follower(
            EventLog log,
            List<Projection> projections,
            ReadModel model,
            LogSignal signal,
            Progress progress) {
        Follower follower =
                new Follower(
                        log.name(),
                        new LogTail(log),
                        projections.stream()
                                .filter(p -> p.logs().contains(log.name()))
                                .collect(Collectors.toSet()),
                        model,
                        progress);
        signal.onAppend(log.name(), follower::wake);
        return follower;
    }

    public void start() {
        followers.forEach(Follower::start);
    }

    /** Which projections do not get on, and why in one word. */
    public Map<String, String> failures() {
        Map<String, String> failures = new TreeMap<>();
        followers.forEach(f -> f.failures().forEach((p, why) -> failures.put(p.name(), why)));
        return failures;
    }

    @Override
    public void close() {
        followers.forEach(Follower::close);
    }
}
