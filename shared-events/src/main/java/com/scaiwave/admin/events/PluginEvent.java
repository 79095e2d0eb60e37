package com.scaiwave.admin.events;

import java.time.Instant;

/** The switch of one plugin in one tenant. */
public sealed interface PluginEvent extends AdminEvent {
    TenantId tenant();

    PluginId plugin();

    /** When it was switched. */
    Instant at();

    /** Who switched it. */
    String by();

    long version();

    /** Whether the plugin is enabled after it. */
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
