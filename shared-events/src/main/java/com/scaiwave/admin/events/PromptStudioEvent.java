package com.scaiwave.admin.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may use the prompt studio. */
public sealed interface PromptStudioEvent extends AdminEvent {

    /** The settings were replaced; what is null was not changed by it. */
    record PromptStudioUpdated(
            TenantId tenant,
            @Nullable Change<Boolean> enabled,
            @Nullable Change<List<String>> roles,
            @Nullable Change<List<String>> groups,
            long version)
            implements PromptStudioEvent {
        @Override
        public StreamId stream() {
            return StreamId.promptStudio(tenant);
        }
    }
}
