package com.scaiwave.admin.command.plugins;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Enable a plugin for a tenant. */
record EnablePlugin(
        TenantId tenant, PluginId plugin, Instant at, String by, ExpectedTags expected) {
    @TargetAggregateIdentifier
    String stream() {
        return StreamId.plugin(tenant, plugin).value();
    }
}
