package com.scaiwave.admin.query.plugins;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.PluginEvent;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Folding;
import com.scaiwave.admin.query.projection.Key;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The switch of a plugin in a tenant. */
record PluginView(boolean enabled, Instant changedAt, String changedBy) {
    static final Folding<PluginView> FOLDING = new PluginFolding();

    private static final class PluginFolding implements Folding<PluginView> {
        @Override
        public Class<PluginView> type() {
            return PluginView.class;
        }

        @Override
        public List<Key> touched(Event event) {
            return event instanceof PluginEvent e
                    ? List.of(Key.of(e.tenant(), e.plugin()))
                    : List.of();
        }

        @Override
        public @Nullable PluginView apply(Key key, @Nullable PluginView view, Recorded recorded) {
            return recorded.event() instanceof PluginEvent e
                    ? new PluginView(e.enabled(), e.at(), e.by())
                    : view;
        }
    }
}
