package com.scaiwave.admin.command.plugins;

import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.registry.PluginRegistry;
import com.scaiwave.admin.web.registry.PluginRegistry.Registered;
import com.scaiwave.admin.web.resource.Plugin;
import java.time.Instant;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record PluginsApi(Commands commands, PluginRegistry registry) {

    @PostMapping("/v1/admin/plugins/{plugin_id}/enable")
    ResponseEntity<byte[]> enable(Call call) {
        return send(call, EnablePlugin::new);
    }

    @PostMapping("/v1/admin/plugins/{plugin_id}/disable")
    ResponseEntity<byte[]> disable(Call call) {
        return send(call, DisablePlugin::new);
    }

    private ResponseEntity<byte[]> send(Call call, Switching command) {
        Registered plugin = plugin(call);
        return commands.send(
                call,
                call.metadata(call.tenant()),
                command.of(
                        call.tenant().id(),
                        plugin.id(),
                        call.arrivedAt(),
                        call.caller().subject(),
                        ExpectedTags.of(call)),
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

    /** Makes the command that switches a plugin on, or the one that switches it off. */
    private interface Switching {
        Object of(TenantId tenant, PluginId plugin, Instant at, String by, ExpectedTags expected);
    }
}
