package com.scaiwave.admin.command.plugins;

import com.scaiwave.admin.command.plugins.PluginState.Switch;
import com.scaiwave.admin.command.write.Writes;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.registry.PluginRegistry;
import com.scaiwave.admin.web.registry.PluginRegistry.Registered;
import com.scaiwave.admin.web.resource.Plugin;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PluginsApi {
    private final Writes writes;
    private final PluginRegistry registry;

    PluginsApi(Writes writes, PluginRegistry registry) {
        this.writes = writes;
        this.registry = registry;
    }

    @PostMapping("/v1/admin/plugins/{plugin_id}/enable")
    ResponseEntity<byte[]> enable(Call call) {
        Registered plugin = plugin(call);
        return send(
                call,
                plugin,
                new EnablePlugin(
                        call.tenant().id(),
                        plugin.id(),
                        call.arrivedAt(),
                        call.caller().subject(),
                        call::checkIfMatch));
    }

    @PostMapping("/v1/admin/plugins/{plugin_id}/disable")
    ResponseEntity<byte[]> disable(Call call) {
        Registered plugin = plugin(call);
        return send(
                call,
                plugin,
                new DisablePlugin(
                        call.tenant().id(),
                        plugin.id(),
                        call.arrivedAt(),
                        call.caller().subject(),
                        call::checkIfMatch));
    }

    private ResponseEntity<byte[]> send(Call call, Registered plugin, Object command) {
        return writes.send(
                call,
                call.metadata(call.tenant()),
                command,
                (Switch s) ->
                        new Plugin(
                                plugin.id(),
                                plugin.name(),
                                plugin.version(),
                                plugin.description(),
                                s.enabled(),
                                s.changedAt(),
                                s.changedBy()),
                _ -> call.path());
    }

    private Registered plugin(Call call) {
        Registered plugin = registry.plugin(call.pathVariable("plugin_id"));
        if (plugin == null) {
            throw new Refusal(ErrorCode.SW_PLUGIN_NOT_FOUND, "There is no such plugin.");
        }
        return plugin;
    }
}
