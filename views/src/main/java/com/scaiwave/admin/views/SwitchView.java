package com.scaiwave.admin.views;

import com.scaiwave.admin.events.ModelEvent;
import com.scaiwave.admin.log.StoredEvent;

/** The switch of a model in a tenant. */
public record SwitchView(boolean enabled, long version, long position) {
    public static final Fold<SwitchView> FOLD =
            Fold.of(SwitchView.class)
                    .begin(ModelEvent.class, e -> Key.of(e.tenant(), e.model()), SwitchView::of);

    static SwitchView of(ModelEvent event, StoredEvent recorded) {
        return new SwitchView(event.enabled(), event.version(), recorded.position());
    }
}
