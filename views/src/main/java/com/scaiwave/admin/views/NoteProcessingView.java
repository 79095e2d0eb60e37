package com.scaiwave.admin.views;

import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import com.scaiwave.admin.events.NoteSettings;
import com.scaiwave.admin.log.StoredEvent;

/** A tenant's settings for note processing. */
public record NoteProcessingView(NoteSettings settings, long version, long position) {
    static final NoteProcessingView EMPTY = new NoteProcessingView(NoteSettings.DEFAULT, 0, 0);
    public static final Fold<NoteProcessingView> FOLD =
            Fold.from(NoteProcessingView.class, EMPTY)
                    .on(
                            NoteProcessingUpdated.class,
                            e -> Key.of(e.tenant()),
                            NoteProcessingView::apply);

    private NoteProcessingView apply(NoteProcessingUpdated event, StoredEvent recorded) {
        return new NoteProcessingView(settings.with(event), event.version(), recorded.position());
    }
}
