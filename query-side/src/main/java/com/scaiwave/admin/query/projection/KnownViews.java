package com.scaiwave.admin.query.projection;

import com.github.benmanes.caffeine.cache.Cache;
import com.scaiwave.admin.views.Key;
import org.jspecify.annotations.Nullable;

/**
 * A cache of a generation's views as this process last wrote them, so that the next batch need not
 * load them. It is valid as long as no other process has projected into the generation.
 */
final class KnownViews {
    private static final long BYTES = 4L << 20;
    private static final int OVERHEAD = 200;

    private final Cache<Place, Known> views =
            ByteBound.cache(BYTES, known -> known.bytes() + OVERHEAD);

    /** A cached view; null if it must be loaded, or does not exist. */
    @Nullable Object get(String table, Key key) {
        Known known = views.getIfPresent(new Place(table, key));
        return known == null ? null : known.view();
    }

    /**
     * Caches a view.
     *
     * @param bytes an estimate of its size
     */
    void put(String table, Key key, Object view, int bytes) {
        views.put(new Place(table, key), new Known(view, bytes));
    }

    void remove(String table, Key key) {
        views.invalidate(new Place(table, key));
    }

    private record Place(String table, Key key) {}

    private record Known(Object view, int bytes) {}
}
