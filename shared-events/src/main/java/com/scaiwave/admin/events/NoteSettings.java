package com.scaiwave.admin.events;

import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import org.jspecify.annotations.Nullable;

/** What is done with notes, and by which model. */
public record NoteSettings(
        boolean enabled,
        @Nullable ModelSlug model,
        boolean categorise,
        boolean tag,
        boolean extractTodos,
        boolean suggestLinks,
        String instructions) {
    /** Those of a tenant that has changed nothing. */
    public static final NoteSettings DEFAULT =
            new NoteSettings(false, null, false, false, false, false, "");

    /** The settings after a change of them. */
    public NoteSettings with(NoteProcessingUpdated change) {
        return new NoteSettings(
                Change.apply(change.enabled(), enabled),
                Change.applyNullable(change.model(), model),
                Change.apply(change.categorise(), categorise),
                Change.apply(change.tag(), tag),
                Change.apply(change.extractTodos(), extractTodos),
                Change.apply(change.suggestLinks(), suggestLinks),
                Change.apply(change.instructions(), instructions));
    }
}
