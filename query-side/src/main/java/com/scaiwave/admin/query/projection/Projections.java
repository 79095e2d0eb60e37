package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.follow.Resumption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All projections of the read side: sets them up, reports their states, rebuilds them. */
public final class Projections {
    private final List<Projection> projections;
    private final ReadModel model;
    private final Generations generations;
    private final Map<LogName, EventLog> logs;

    public Projections(List<Projection> projections, ReadModel model, List<EventLog> logs) {
        this.projections = List.copyOf(projections);
        this.model = model;
        this.generations = model.generations();
        this.logs = logs.stream().collect(Collectors.toMap(EventLog::name, Function.identity()));
    }

    /**
     * Creates missing projections, and rebuilds those of an older revision. One process does so at
     * a time; the others wait, and find it done.
     */
    public void prepare() {
        model.alone(this::create);
    }

    private void create() {
        model.migrate();
        for (Projection projection : projections) {
            Generation live = generations.live(projection).orElse(null);
            if (live == null) {
                generations.point(generations.create(projection));
            } else if (live.revision() < projection.revision()) {
                new Rebuild(projection, model, logs).run(_ -> {});
            }
        }
    }

    public List<String> names() {
        return projections.stream().map(Projection::name).sorted().toList();
    }

    /** The projection with a name, or null. */
    public @Nullable Projection find(String name) {
        return projections.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
    }

    /** The position of each projection in each log that it reads. */
    public List<State> states() {
        List<State> states = new ArrayList<>();
        for (Projection projection : projections) {
            Generation live = generations.live(projection).orElseThrow();
            for (LogName log : projection.logs()) {
                long position =
                        new Checkpoints(model.sql(), log)
                                .checkpoint(live)
                                .map(Checkpoint::position)
                                .orElseThrow(live::dropped);
                long head = log(log).head();
                states.add(
                        new State(
                                projection.name(), live.number(), log, position, head - position));
            }
        }
        return states;
    }

    /**
     * Rebuilds a projection beside the live generation, compares the two, and makes the new one
     * live.
     *
     * @param progress receives the position in a log that the rebuild has reached
     * @return the result of the comparison
     */
    public Rebuild.Result rebuild(Projection projection, LongConsumer progress) {
        return new Rebuild(projection, model, logs).run(progress);
    }

    /** The tenants that live projections have parked. */
    public List<Parked> parked() {
        return model.parked();
    }

    /**
     * Has a projection catch up with a tenant that it has parked.
     *
     * @param skip whether the event at which the tenant was parked is skipped for good
     * @return whether it caught up; if not, the tenant is parked at the next event that it can't
     *     handle
     */
    public boolean resume(Projection projection, Parked parked, boolean skip) {
        return new Resumption<>(
                        new LiveGenerations(model, parked.log()),
                        projection,
                        log(parked.log())::readAfter)
                .run(parked.tenant(), parked.before(), skip);
    }

    /** How many events the logs of a projection have. */
    public long events(Projection projection) {
        return projection.logs().stream().mapToLong(l -> log(l).head()).sum();
    }

    private EventLog log(LogName name) {
        EventLog log = logs.get(name);
        if (log == null) {
            throw new IllegalStateException("there is no log " + name);
        }
        return log;
    }

    /**
     * The position of a projection in a log.
     *
     * @param lag how many events of the log are after that position
     */
    public record State(String name, int generation, LogName log, long position, long lag) {}
}
