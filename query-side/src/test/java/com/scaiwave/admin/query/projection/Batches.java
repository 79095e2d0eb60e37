package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.ReadModel.Generation;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Projects into the live tables what stands in no log. */
@NullMarked
public final class Batches {
    private final Projection projection;
    private final Projector projector;
    private final Generation live;

    public Batches(Projection projection, ReadModel model) {
        this.projection = projection;
        this.projector = new Projector(model);
        this.live = model.live(projection).orElseThrow();
    }

    public void project(List<Recorded> events) {
        projector.project(projection, live, events);
    }
}
