package com.scaiwave.admin.events;

import org.jspecify.annotations.Nullable;

/** Changes of a tenant's settings for note processing. */
public sealed interface NoteProcessingEvent extends AdminEvent {

    /** The settings were replaced; a null field was not changed. */
    record NoteProcessingUpdated(
            TenantId tenant,
            @Nullable Change<Boolean> enabled,
            @Nullable Change<ModelSlug> model,
            @Nullable Change<Boolean> categorise,
            @Nullable Change<Boolean> tag,
            @Nullable Change<Boolean> extractTodos,
            @Nullable Change<Boolean> suggestLinks,
            @Nullable Change<String> instructions,
            long version)
            implements NoteProcessingEvent {
        @Override
        public StreamId stream() {
            return StreamId.noteProcessing(tenant);
        }
    }
}
