package com.scaiwave.admin.query.plugins;

import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.query.read.History;
import com.scaiwave.admin.query.read.Meta;
import com.scaiwave.admin.query.read.TenantViews;
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
record PluginsApi(TenantViews views, History history, PluginRegistry registry) {

    @GetMapping("/v1/admin/plugins")
    ResponseEntity<byte[]> list(Call call) {
        TenantId tenant = call.tenant().id();
        Long position = history.position(call);
        Map<Key, PluginView> switches = switches(call, tenant, position);
        List<Plugin> plugins =
                registry.plugins().values().stream()
                        .map(p -> plugin(p, switches.get(Key.of(tenant, p.id()))))
                        .toList();
        return Answers.list(call, plugins, Meta.list(position));
    }

    private Map<Key, PluginView> switches(Call call, TenantId tenant, @Nullable Long position) {
        List<String> prefixes = List.of(StreamId.pluginsOf(tenant));
        return views.list(call, PluginView.FOLD, List.of(), prefixes, position);
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
