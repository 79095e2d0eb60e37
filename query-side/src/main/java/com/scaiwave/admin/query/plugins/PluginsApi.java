package com.scaiwave.admin.query.plugins;

import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.query.projection.ViewProjection;
import com.scaiwave.admin.query.projection.ViewProjections;
import com.scaiwave.admin.query.read.History;
import com.scaiwave.admin.query.read.Meta;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.views.Key;
import com.scaiwave.admin.views.PluginView;
import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.registry.PluginRegistry;
import com.scaiwave.admin.web.registry.PluginRegistry.Registered;
import com.scaiwave.admin.web.resource.Plugin;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PluginsApi {
    private final Reads reads;
    private final History history;
    private final ViewProjection<PluginView> projection;
    private final PluginRegistry registry;

    PluginsApi(Reads reads, History history, ViewProjections projections, PluginRegistry registry) {
        this.reads = reads;
        this.history = history;
        this.projection = projections.of(PluginView.FOLD);
        this.registry = registry;
    }

    @GetMapping("/v1/admin/plugins")
    ResponseEntity<byte[]> list(Call call) {
        TenantId tenant = call.tenant().id();
        Long position = history.position(call);
        Map<Key, PluginView> switches = position == null ? now(call) : then(call, position);
        List<Plugin> plugins =
                registry.plugins().values().stream()
                        .map(p -> plugin(p, switches.get(Key.of(tenant, p.id()))))
                        .toList();
        return Answers.list(call, plugins, Meta.list(position));
    }

    private Map<Key, PluginView> now(Call call) {
        return reads.now(
                projection,
                call.scope(),
                sql -> projection.views().list(sql, call.tenant().id().value()));
    }

    private Map<Key, PluginView> then(Call call, long position) {
        return history.ofTenant(
                call,
                PluginView.FOLD,
                List.of(),
                List.of(StreamId.pluginsOf(call.tenant().id())),
                position);
    }

    private static Plugin plugin(Registered registered, @Nullable PluginView view) {
        PluginId id = registered.id();
        return view == null
                ? new Plugin(
                        id,
                        registered.name(),
                        registered.version(),
                        registered.description(),
                        false,
                        null,
                        null)
                : new Plugin(
                        id,
                        registered.name(),
                        registered.version(),
                        registered.description(),
                        view.enabled(),
                        view.changedAt(),
                        view.changedBy());
    }
}
