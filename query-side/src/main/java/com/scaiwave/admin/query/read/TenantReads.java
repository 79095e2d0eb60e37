package com.scaiwave.admin.query.read;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.query.projection.ViewProjection;
import com.scaiwave.admin.views.Key;
import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.edge.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;

/** Answers with a resource that each tenant has one of, as of now or as of the past. */
public final class TenantReads {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ViewCache kept;
    private final History history;

    public TenantReads(Reads reads, History history) {
        this.kept = new ViewCache(reads, LOOK);
        this.history = history;
    }

    /**
     * Answers with the tenant's view, live or folded from its events.
     *
     * @param streams the streams that the view is folded from
     */
    public <V> ResponseEntity<byte[]> get(
            Call call,
            ViewProjection<V> projection,
            List<StreamId> streams,
            Function<V, Shown> show) {
        TenantId tenant = call.tenant().id();
        Long position = history.position(call);
        V empty = projection.fold().empty();
        V view;
        if (position == null) {
            view = kept.now(projection, call.tenant(), projection.views(), empty, streams);
        } else {
            Map<Key, V> then =
                    history.ofTenant(call, projection.fold(), streams, List.of(), position);
            view = then.getOrDefault(Key.of(tenant), empty);
        }
        Shown shown = show.apply(view);
        return Answers.resource(
                call,
                shown.resource(),
                Long.toString(shown.version()),
                Meta.resource(shown.version(), shown.position(), position));
    }

    /** A resource as clients see it, its version, and the position of its last event. */
    public record Shown(Object resource, long version, long position) {}
}
