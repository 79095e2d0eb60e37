package com.scaiwave.admin.query.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.query.projection.ByteBound;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.ViewTable;
import com.scaiwave.admin.query.read.Reads.At;
import com.scaiwave.admin.views.Key;
import com.scaiwave.admin.web.caller.Directory.Tenant;
import com.scaiwave.admin.web.caller.TenantSet;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cache of views. A view is read again only when one of its streams has changed, which the
 * look-up of the head shows. A cached view is as linearizable as a read. It costs that look-up,
 * which concurrent requests share.
 *
 * <p>A rebuild may replace the tables without an event, so from time to time a view is read anyway.
 */
final class ViewCache {
    private static final long BYTES = 32L << 20;
    private static final int OVERHEAD = 500;

    private final Reads reads;
    private final Duration look;
    private final Map<String, Live> live = new ConcurrentHashMap<>();
    private final Cache<Place, CachedView> views = ByteBound.cache(BYTES, CachedView::bytes);

    /**
     * Starts empty.
     *
     * @param look how often to check which tables are live
     */
    ViewCache(Reads reads, Duration look) {
        this.reads = reads;
        this.look = look;
    }

    /**
     * A tenant's view in a projection, as of now or later.
     *
     * @param empty the view of a tenant that has none stored
     * @param streams only events of these change the view
     */
    <V> V now(
            Projection projection,
            Tenant tenant,
            ViewTable<V> table,
            V empty,
            Collection<StreamId> streams) {
        Map<LogName, Long> heads = reads.heads(projection);
        Place place = new Place(projection.name(), tenant.id());
        int history = reads.history();
        CachedView known = views.getIfPresent(place);
        if (known != null
                && known.history() == history
                && isLive(projection, known)
                && isUnchanged(known, streams)) {
            return table.type().cast(known.view());
        }
        At<String> found =
                reads.reached(
                        projection,
                        new TenantSet.One(tenant),
                        heads,
                        sql -> table.json(sql, Key.of(tenant.id())).orElse(""));
        live.put(projection.name(), new Live(found.schema(), System.nanoTime()));
        String json = found.value();
        V view = json.isEmpty() ? empty : table.read(json);
        views.put(
                place,
                new CachedView(
                        view,
                        found.position(),
                        found.schema(),
                        history,
                        2 * json.length() + OVERHEAD));
        return view;
    }

    private boolean isLive(Projection projection, CachedView known) {
        Live last = live.get(projection.name());
        return last != null
                && last.schema().equals(known.schema())
                && System.nanoTime() - last.looked() < look.toNanos();
    }

    private boolean isUnchanged(CachedView known, Collection<StreamId> streams) {
        return reads.isUnchanged(streams, known.position());
    }

    private record Place(String projection, TenantId tenant) {}

    private record CachedView(Object view, long position, String schema, int history, int bytes) {}

    private record Live(String schema, long looked) {}
}
