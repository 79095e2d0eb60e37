package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.LogSignal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The followers of a process: one a projection, woken by the logs, sharing what they read. */
public final class Followers implements AutoCloseable {
    private final List<Follower> followers;

    public Followers(
            List<Projection> projections,
            ReadModel model,
            List<EventLog> logs,
            LogSignal signal,
            Progress progress) {
        Map<LogName, LogTail> tails = new EnumMap<>(LogName.class);
        logs.forEach(log -> tails.put(log.name(), new LogTail(log)));
        this.followers =
                projections.stream().map(p -> new Follower(p, model, tails, progress)).toList();
        followers.forEach(f -> signal.onAppend(f::wake));
    }

    public void start() {
        followers.forEach(Follower::start);
    }

    /** Which projections do not get on, and why in one word. */
    public Map<String, String> failures() {
        Map<String, String> failures = new TreeMap<>();
        for (Follower follower : followers) {
            String failure = follower.failure();
            if (failure != null) {
                failures.put(follower.projection().name(), failure);
            }
        }
        return failures;
    }

    @Override
    public void close() {
        followers.forEach(Follower::close);
    }
}
