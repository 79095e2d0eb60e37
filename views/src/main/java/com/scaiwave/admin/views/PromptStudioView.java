package com.scaiwave.admin.views;

import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.PromptStudioEvent.PromptStudioUpdated;
import com.scaiwave.admin.log.StoredEvent;
import java.util.List;

/** Who may use the prompt studio of a tenant. */
public record PromptStudioView(
        boolean enabled, List<String> roles, List<String> groups, long version, long position) {
    static final PromptStudioView EMPTY = new PromptStudioView(false, List.of(), List.of(), 0, 0);
    public static final Fold<PromptStudioView> FOLD =
            Fold.from(PromptStudioView.class, EMPTY)
                    .on(
                            PromptStudioUpdated.class,
                            e -> Key.of(e.tenant()),
                            PromptStudioView::apply);

    private PromptStudioView apply(PromptStudioUpdated event, StoredEvent recorded) {
        return new PromptStudioView(
                Change.apply(event.enabled(), enabled),
                Change.apply(event.roles(), roles),
                Change.apply(event.groups(), groups),
                event.version(),
                recorded.position());
    }
}
