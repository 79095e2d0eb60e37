package com.scaiwave.admin.command.plugins;

import com.scaiwave.admin.command.write.Precondition;
import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Enable a plugin for a tenant. */
record EnablePlugin(
        TenantId tenant, PluginId plugin, Instant at, String by, Precondition precondition) {
    @TargetAggregateIdentifier
    String stream() {
        return StreamId.plugin(tenant, plugin).value();
    }
}
