package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.Token;
import com.scaiwave.admin.log.follow.Checkpoint;
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
    KnownViews take(Generation generation, Checkpoint at) {
        Written last = written.remove(generation);
        return last != null && at.parked().isEmpty() && last.token().equals(at.token())
                ? last.views()
                : new KnownViews();
    }

    /** What is stored now. */
    void keep(Generation generation, Token token, KnownViews views) {
        written.put(generation, new Written(token, views));
    }

    /** One of these generations was dropped: none is known of any of them. */
    void forget(Collection<Generation> generations) {
        written.keySet().removeAll(generations);
    }

    private record Written(Token token, KnownViews views) {}
}
