package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.follow.Lease;
import com.scaiwave.admin.log.follow.Storage.Patience;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/** Projects events that are in no log into the live tables. */
@NullMarked
public final class Batches {
    private final Projection projection;
    private final LiveGenerations live;

    public Batches(Projection projection, ReadModel model) {
        this.projection = projection;
        this.live = new LiveGenerations(model, LogName.ADMINISTRATION);
    }

    public void project(List<StoredEvent> events) {
        try (Lease<Projection> lease = live.lease(List.of(projection), Patience.ENDLESS)) {
            lease.handle(projection, events);
            lease.commit(Map.of());
        }
    }
}
