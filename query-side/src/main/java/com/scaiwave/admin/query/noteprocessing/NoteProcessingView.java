package com.scaiwave.admin.query.noteprocessing;

import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Folding;
import com.scaiwave.admin.query.projection.Key;
import com.scaiwave.admin.web.resource.NoteProcessing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done with the notes of a tenant. */
record NoteProcessingView(NoteProcessing resource, long version, long position) {
    static final NoteProcessingView EMPTY =
            new NoteProcessingView(
                    new NoteProcessing(false, null, false, false, false, false, ""), 0, 0);
    static final Folding<NoteProcessingView> FOLDING = new NoteProcessingFolding();

    NoteProcessingView apply(NoteProcessingUpdated event, long at) {
        return new NoteProcessingView(
                new NoteProcessing(
                        Change.apply(event.enabled(), resource.enabled()),
                        Change.applyNullable(event.model(), resource.model()),
                        Change.apply(event.categorise(), resource.categorise()),
                        Change.apply(event.tag(), resource.tag()),
                        Change.apply(event.extractTodos(), resource.extractTodos()),
                        Change.apply(event.suggestLinks(), resource.suggestLinks()),
                        Change.apply(event.instructions(), resource.instructions())),
                event.version(),
                at);
    }

    private static final class NoteProcessingFolding implements Folding<NoteProcessingView> {
        @Override
        public Class<NoteProcessingView> type() {
            return NoteProcessingView.class;
        }

        @Override
        public List<Key> touched(Event event) {
            return event instanceof NoteProcessingUpdated e
                    ? List.of(Key.of(e.tenant()))
                    : List.of();
        }

        @Override
        public @Nullable NoteProcessingView apply(
                Key key, @Nullable NoteProcessingView view, Recorded recorded) {
            return recorded.event() instanceof NoteProcessingUpdated e
                    ? (view == null ? EMPTY : view).apply(e, recorded.position())
                    : view;
        }
    }
}
