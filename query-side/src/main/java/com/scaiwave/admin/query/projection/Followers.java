package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.LogSignal;
import com.scaiwave.admin.log.follow.FollowerState;
import com.scaiwave.admin.log.follow.Following;
import com.scaiwave.admin.log.follow.LogTail;
import com.scaiwave.admin.log.follow.Pace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps the live projections up to date with the logs that they are made from. */
public final class Followers implements AutoCloseable {
    private final List<Following<Projection>> followings;

    public Followers(
            List<Projection> projections,
            ReadModel model,
            List<LogTail> logs,
            LogSignal signal,
            Progress progress) {
        this.followings =
                logs.stream()
                        .map(log -> following(log, projections, model, progress).wokenBy(signal))
                        .toList();
    }

    private static Following<Projection> following(
            LogTail log, List<Projection> projections, ReadModel model, Progress progress) {
        return new Following<>(
                "projections",
                log,
                new LiveGenerations(model, log.name()),
                projections.stream().filter(p -> p.logs().contains(log.name())).toList(),
                Pace.DEFAULT,
                positions -> progress.reached(log.name(), positions));
    }

    public void start() {
        followings.forEach(Following::start);
    }

    /** The projections that are blocked, each with the reason in one word. */
    public Map<String, String> failures() {
        Map<String, String> failures = new TreeMap<>();
        followings.forEach(f -> failures.putAll(f.failures()));
        return failures;
    }

    /** The state of each projection in each log, as this process last saw it. */
    public List<FollowerState> states() {
        return followings.stream().flatMap(f -> f.states().stream()).toList();
    }

    @Override
    public void close() {
        followings.forEach(Following::close);
    }
}
