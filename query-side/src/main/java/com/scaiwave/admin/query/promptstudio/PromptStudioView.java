package com.scaiwave.admin.query.promptstudio;

import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.PromptStudioEvent.PromptStudioUpdated;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Folding;
import com.scaiwave.admin.query.projection.Key;
import com.scaiwave.admin.web.resource.PromptStudio;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may use the prompt studio of a tenant. */
record PromptStudioView(
        boolean enabled, List<String> roles, List<String> groups, long version, long position) {
    static final PromptStudioView EMPTY = new PromptStudioView(false, List.of(), List.of(), 0, 0);
    static final Folding<PromptStudioView> FOLDING = new PromptStudioFolding();

    PromptStudioView apply(PromptStudioUpdated event, long at) {
        return new PromptStudioView(
                Change.apply(event.enabled(), enabled),
                Change.apply(event.roles(), roles),
                Change.apply(event.groups(), groups),
                event.version(),
                at);
    }

    PromptStudio resource() {
        return new PromptStudio(enabled, new PromptStudio.Allowlist(roles, groups));
    }

    private static final class PromptStudioFolding implements Folding<PromptStudioView> {
        @Override
        public Class<PromptStudioView> type() {
            return PromptStudioView.class;
        }

        @Override
        public List<Key> touched(Event event) {
            return event instanceof PromptStudioUpdated e ? List.of(Key.of(e.tenant())) : List.of();
        }

        @Override
        public @Nullable PromptStudioView apply(
                Key key, @Nullable PromptStudioView view, Recorded recorded) {
            return recorded.event() instanceof PromptStudioUpdated e
                    ? (view == null ? EMPTY : view).apply(e, recorded.position())
                    : view;
        }
    }
}
