package com.scaiwave.admin.query.read;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.query.projection.ViewProjection;
import com.scaiwave.admin.query.projection.ViewProjections;
import com.scaiwave.admin.views.Fold;
import com.scaiwave.admin.views.Key;
import com.scaiwave.admin.web.edge.Call;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;

/** Answers with a resource that each tenant has one of, as of now or as of the past. */
public final class TenantReads {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ViewCache cache;
    private final History history;
    private final ViewProjections projections;

    public TenantReads(Reads reads, History history, ViewProjections projections) {
        this.cache = new ViewCache(reads, LOOK);
        this.history = history;
        this.projections = projections;
    }

    /**
     * Answers with a resource that each tenant has one of.
     *
     * @param streams the streams that its view is folded from
     */
    public <V> ResponseEntity<byte[]> get(
            Call call, Fold<V> fold, List<StreamId> streams, Function<V, Shown> show) {
        Long position = history.position(call);
        V view;
        if (position == null) {
            ViewProjection<V> projection = projections.of(fold);
            view = cache.now(projection, call.tenant(), projection.views(), fold.empty(), streams);
        } else {
            view =
                    history.ofTenant(call, fold, streams, List.of(), position)
                            .getOrDefault(Key.of(call.tenant().id()), fold.empty());
        }
        return show.apply(view).answer(call, position);
    }
}
