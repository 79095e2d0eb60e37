package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.follow.FollowerCheckpoint;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The views that this process wrote last into each generation. They hold for as long as the
 * checkpoint is where this process left it: no other process has projected since.
 */
final class LastWritten {
    private final Map<Generation, Written> written = new ConcurrentHashMap<>();

    /**
     * The views as of a checkpoint that is held; none is known where another process was there, or
     * where a tenant is parked, since one that is resumed changes views and not the position. Taken
     * out until {@link #keep kept} again, so that a failed batch leaves none.
     */
    KnownViews take(Generation generation, FollowerCheckpoint at) {
        Written last = written.remove(generation);
        return last != null && at.parked().isEmpty() && last.checkpoint().equals(at.checkpoint())
                ? last.views()
                : new KnownViews();
    }

    /** What is stored now. */
    void keep(Generation generation, Checkpoint checkpoint, KnownViews views) {
        written.put(generation, new Written(checkpoint, views));
    }

    /** One of these generations was dropped: none is known of any of them. */
    void forget(Collection<Generation> generations) {
        written.keySet().removeAll(generations);
    }

    private record Written(Checkpoint checkpoint, KnownViews views) {}
}
