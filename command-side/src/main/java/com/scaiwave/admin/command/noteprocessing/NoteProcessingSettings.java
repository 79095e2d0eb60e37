package com.scaiwave.admin.command.noteprocessing;

import com.scaiwave.admin.command.deciding.AggregateState;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.NoteProcessingEvent;
import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import com.scaiwave.admin.events.NoteSettings;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import java.util.List;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** What is done with the notes of one tenant, and by which model. */
@Aggregate
public final class NoteProcessingSettings {
    private State state = State.NEW;

    @EventSourcingHandler
    void on(NoteProcessingEvent event) {
        state = state.evolve(event);
    }

    @EventSourcingHandler
    void on(State snapshot) {
        state = snapshot;
    }

    @AggregateIdentifier
    @Nullable StreamId stream() {
        return state.stream;
    }

    public State state() {
        return state;
    }

    /** The settings, and their version. */
    public record State(@Nullable StreamId stream, NoteSettings settings, long version)
            implements AggregateState {
        static final State NEW = new State(null, NoteSettings.DEFAULT, 0);

        /** Replaces the settings; that their model is enabled, the caller of this has checked. */
        List<NoteProcessingUpdated> replace(TenantId tenant, NoteSettings wanted) {
            Change<Boolean> enabled = Change.between(settings.enabled(), wanted.enabled());
            Change<ModelSlug> model = Change.between(settings.model(), wanted.model());
            Change<Boolean> categorise = Change.between(settings.categorise(), wanted.categorise());
            Change<Boolean> tag = Change.between(settings.tag(), wanted.tag());
            Change<Boolean> todos = Change.between(settings.extractTodos(), wanted.extractTodos());
            Change<Boolean> links = Change.between(settings.suggestLinks(), wanted.suggestLinks());
            Change<String> text = Change.between(settings.instructions(), wanted.instructions());
            return Change.any(enabled, model, categorise, tag, todos, links, text)
                    ? List.of(
                            new NoteProcessingUpdated(
                                    tenant,
                                    enabled,
                                    model,
                                    categorise,
                                    tag,
                                    todos,
                                    links,
                                    text,
                                    version + 1))
                    : List.of();
        }

        State evolve(NoteProcessingEvent event) {
            return switch (event) {
                case NoteProcessingUpdated e ->
                        new State(e.stream(), settings.with(e), e.version());
            };
        }

        @Override
        public long characters() {
            return settings.instructions().length();
        }

        /** Whether notes are processed by this model. */
        public boolean uses(ModelSlug model) {
            return model.equals(settings.model());
        }
    }
}
