package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.follow.FollowerCheckpoint;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The views that this process last wrote into each generation. They are valid as long as the
 * checkpoint is the one that this process left: then no other process has projected since.
 */
final class LastWritten {
    private final Map<Generation, Written> written = new ConcurrentHashMap<>();

    /**
     * Takes out the views as of a checkpoint that is held. There are none if another process has
     * moved the checkpoint, or if a tenant is parked, since its resumption changes views without
     * moving the checkpoint. They must be {@link #keep kept} again, so a failed batch leaves none.
     */
    KnownViews take(Generation generation, FollowerCheckpoint at) {
        Written last = written.remove(generation);
        return last != null && at.parked().isEmpty() && last.checkpoint().equals(at.checkpoint())
                ? last.views()
                : new KnownViews();
    }

    /** Keeps the views as they are stored at a checkpoint. */
    void keep(Generation generation, Checkpoint checkpoint, KnownViews views) {
        written.put(generation, new Written(checkpoint, views));
    }

    /** Forgets the views of these generations, one of which was dropped. */
    void forget(Collection<Generation> generations) {
        written.keySet().removeAll(generations);
    }

    private record Written(Checkpoint checkpoint, KnownViews views) {}
}
