package com.scaiwave.admin.views;

import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import com.scaiwave.admin.log.StoredEvent;
import org.jspecify.annotations.Nullable;

/** A tenant's settings for note processing. */
public record NoteProcessingView(
        boolean enabled,
        @Nullable ModelSlug model,
        boolean categorise,
        boolean tag,
        boolean extractTodos,
        boolean suggestLinks,
        String instructions,
        long version,
        long position) {
    static final NoteProcessingView EMPTY =
            new NoteProcessingView(false, null, false, false, false, false, "", 0, 0);
    public static final Fold<NoteProcessingView> FOLD =
            Fold.from(NoteProcessingView.class, EMPTY)
                    .on(
                            NoteProcessingUpdated.class,
                            e -> Key.of(e.tenant()),
                            NoteProcessingView::apply);

    private NoteProcessingView apply(NoteProcessingUpdated event, StoredEvent recorded) {
        return new NoteProcessingView(
                Change.apply(event.enabled(), enabled),
                Change.applyNullable(event.model(), model),
                Change.apply(event.categorise(), categorise),
                Change.apply(event.tag(), tag),
                Change.apply(event.extractTodos(), extractTodos),
                Change.apply(event.suggestLinks(), suggestLinks),
                Change.apply(event.instructions(), instructions),
                event.version(),
                recorded.position());
    }
}
