package com.scaiwave.admin.views;

import com.scaiwave.admin.events.PluginEvent;
import java.time.Instant;

/** The switch of a plugin in a tenant. */
public record PluginView(boolean enabled, Instant changedAt, String changedBy) {
    public static final Fold<PluginView> FOLD =
            Fold.of(PluginView.class)
                    .begin(
                            PluginEvent.class,
                            e -> Key.of(e.tenant(), e.plugin()),
                            (e, _) -> new PluginView(e.enabled(), e.at(), e.by()));
}
