package com.scaiwave.admin.query.projection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.scaiwave.admin.views.Key;
import org.jspecify.annotations.Nullable;

/**
 * Views of a generation as this process has written them last, so that the next batch need not load
 * them. They are right for as long as nobody else has projected into it.
 */
final class KnownViews {
    private static final long BYTES = 4L << 20;
    private static final int OVERHEAD = 200;

    private final Cache<Place, Known> views =
            Caffeine.newBuilder()
                    .executor(Runnable::run)
                    .maximumWeight(BYTES)
                    .weigher((Place _, Known known) -> known.bytes() + OVERHEAD)
                    .build();

    /** A view, or null where it has to be loaded, if there is one. */
    @Nullable Object get(String table, Key key) {
        Known known = views.getIfPresent(new Place(table, key));
        return known == null ? null : known.view();
    }

    /**
     * Keeps a view.
     *
     * @param bytes that it takes as it is stored
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
