package com.scaiwave.admin.events;

import java.time.Instant;

/** Changes of a plugin's switch in a tenant. */
public sealed interface PluginEvent extends AdminEvent {
    TenantId tenant();

    PluginId plugin();

    Instant at();

    String by();

    long version();

    /** Whether the plugin is enabled after the event. */
    boolean enabled();

    @Override
    default StreamId stream() {
        return StreamId.plugin(tenant(), plugin());
    }

    /** A plugin was enabled. */
    record PluginEnabled(TenantId tenant, PluginId plugin, Instant at, String by, long version)
            implements PluginEvent {
        @Override
        public boolean enabled() {
            return true;
        }
    }

    /** A plugin was disabled. */
    record PluginDisabled(TenantId tenant, PluginId plugin, Instant at, String by, long version)
            implements PluginEvent {
        @Override
        public boolean enabled() {
            return false;
        }
    }
}
