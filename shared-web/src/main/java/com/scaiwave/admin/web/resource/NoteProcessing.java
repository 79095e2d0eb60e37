package com.scaiwave.admin.web.resource;

import com.scaiwave.admin.events.ModelSlug;
import org.jspecify.annotations.Nullable;

/** {@code /note-processing}. */
public record NoteProcessing(
        boolean enabled,
        @Nullable ModelSlug model,
        boolean categorise,
        boolean tag,
        boolean extractTodos,
        boolean suggestLinks,
        String instructions) {}
