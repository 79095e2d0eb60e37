package com.scaiwave.admin.command.plugins;

import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.command.deciding.ExpectedTags;
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
    private final Commands commands;
    private final PluginRegistry registry;

    PluginsApi(Commands commands, PluginRegistry registry) {
        this.commands = commands;
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
                        ExpectedTags.of(call)));
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
                        ExpectedTags.of(call)));
    }

    private ResponseEntity<byte[]> send(Call call, Registered plugin, Object command) {
        return commands.send(
                call,
                call.metadata(call.tenant()),
                command,
                (PluginState.State s) ->
                        new Plugin(
                                plugin.id(),
                                plugin.name(),
                                plugin.version(),
                                plugin.description(),
                                s.enabled(),
                                s.changedAt(),
                                s.changedBy()));
    }

    private Registered plugin(Call call) {
        Registered plugin = registry.plugin(call.pathVariable("plugin_id"));
        if (plugin == null) {
            throw new Refusal(ErrorCode.SW_PLUGIN_NOT_FOUND, "There is no such plugin.");
        }
        return plugin;
    }
}
