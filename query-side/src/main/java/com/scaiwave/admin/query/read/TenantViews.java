package com.scaiwave.admin.query.read;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.query.projection.ViewProjection;
import com.scaiwave.admin.query.projection.ViewProjections;
import com.scaiwave.admin.views.Fold;
import com.scaiwave.admin.views.Key;
import com.scaiwave.admin.web.edge.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads all views that a tenant has of a kind, as of now or as of the past. */
public record TenantViews(Reads reads, History history, ViewProjections projections) {

    /**
     * The views of a fold, by key.
     *
     * @param streams the streams that they are folded from
     * @param prefixes the prefixes of the ids of more such streams
     * @param position as of which; null for now
     */
    public <V> Map<Key, V> list(
            Call call,
            Fold<V> fold,
            List<StreamId> streams,
            List<String> prefixes,
            @Nullable Long position) {
        if (position != null) {
            return history.ofTenant(call, fold, streams, prefixes, position);
        }
        ViewProjection<V> projection = projections.of(fold);
        return reads.now(
                projection,
                call.tenants(),
                sql -> projection.views().list(sql, call.tenant().id().value()));
    }
}
