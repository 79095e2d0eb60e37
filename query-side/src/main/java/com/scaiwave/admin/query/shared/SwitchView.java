package com.scaiwave.admin.query.shared;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.ModelEvent;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Folding;
import com.scaiwave.admin.query.projection.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The switch of a model in a tenant. */
public record SwitchView(boolean enabled, long version, long position) {
    public static final Folding<SwitchView> FOLDING = new SwitchFolding();

    private static final class SwitchFolding implements Folding<SwitchView> {
        @Override
        public Class<SwitchView> type() {
            return SwitchView.class;
        }

        @Override
        public List<Key> touched(Event event) {
            return event instanceof ModelEvent e
                    ? List.of(Key.of(e.tenant(), e.model()))
                    : List.of();
        }

        @Override
        public @Nullable SwitchView apply(Key key, @Nullable SwitchView view, Recorded recorded) {
            return recorded.event() instanceof ModelEvent e
                    ? new SwitchView(e.enabled(), e.version(), recorded.position())
                    : view;
        }
    }
}
