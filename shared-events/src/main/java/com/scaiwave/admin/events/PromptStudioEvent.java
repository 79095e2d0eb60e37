package com.scaiwave.admin.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of the settings that say who may use a tenant's prompt studio. */
public sealed interface PromptStudioEvent extends AdminEvent {

    /** The settings were replaced; a null field was not changed. */
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
