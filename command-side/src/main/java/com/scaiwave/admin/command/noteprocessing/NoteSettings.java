package com.scaiwave.admin.command.noteprocessing;

import com.scaiwave.admin.events.ModelSlug;
import org.jspecify.annotations.Nullable;

/** What is done with notes, and by which model. */
public record NoteSettings(
        boolean enabled,
        @Nullable ModelSlug model,
        boolean categorise,
        boolean tag,
        boolean extractTodos,
        boolean suggestLinks,
        String instructions) {}
