package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.follow.Lease;
import com.scaiwave.admin.log.follow.Storage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The generations that reads see: the live one of each projection. */
final class LiveGenerations implements Storage<Projection> {
    private final Generations generations;
    private final Leases leases;
    private final Map<Projection, Generation> live = new ConcurrentHashMap<>();

    LiveGenerations(ReadModel model, LogName log) {
        this.generations = model.generations();
        this.leases = new Leases(log, model::begin);
    }

    /** Looks up the live generations again as long as one of them proves to have been dropped. */
    @Override
    public Lease<Projection> lease(Collection<Projection> projections, Patience patience) {
        while (true) {
            Map<Projection, Generation> members = new LinkedHashMap<>();
            projections.forEach(p -> members.put(p, live(p)));
            Optional<Lease<Projection>> lease = leases.take(members, patience);
            if (lease.isPresent()) {
                return lease.get();
            }
            live.keySet().removeAll(projections);
        }
    }

    private Generation live(Projection projection) {
        return live.computeIfAbsent(projection, p -> generations.live(p).orElseThrow());
    }
}
