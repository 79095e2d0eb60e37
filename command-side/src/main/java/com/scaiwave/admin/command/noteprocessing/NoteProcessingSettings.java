package com.scaiwave.admin.command.noteprocessing;

import com.scaiwave.admin.command.write.Diff;
import com.scaiwave.admin.command.write.Kept;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.web.resource.NoteProcessing;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What is done with the notes of one tenant, and by which model. */
public final class NoteProcessingSettings implements Kept<NoteProcessingSettings>, Cloneable {
    private static final NoteProcessing DEFAULTS =
            new NoteProcessing(false, null, false, false, false, false, "");

    private @Nullable String stream;
    private NoteProcessing settings = DEFAULTS;
    private long version;

    /** Replaces the settings; that their model is enabled, the caller of this has checked. */
    void replace(TenantId tenant, NoteProcessing wanted, Recorder recorder) {
        Change<Boolean> enabled = Diff.of(settings.enabled(), wanted.enabled());
        Change<ModelSlug> model = Diff.of(settings.model(), wanted.model());
        Change<Boolean> categorise = Diff.of(settings.categorise(), wanted.categorise());
        Change<Boolean> tag = Diff.of(settings.tag(), wanted.tag());
        Change<Boolean> todos = Diff.of(settings.extractTodos(), wanted.extractTodos());
        Change<Boolean> links = Diff.of(settings.suggestLinks(), wanted.suggestLinks());
        Change<String> instructions = Diff.of(settings.instructions(), wanted.instructions());
        if (Diff.any(enabled, model, categorise, tag, todos, links, instructions)) {
            recorder.record(
                    new NoteProcessingUpdated(
                            tenant,
                            enabled,
                            model,
                            categorise,
                            tag,
                            todos,
                            links,
                            instructions,
                            version + 1));
        }
    }

    @Override
    public NoteProcessingSettings copy() {
        try {
            return (NoteProcessingSettings) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public long characters() {
        return settings.instructions().length();
    }

    @AggregateIdentifier
    @Nullable String stream() {
        return stream;
    }

    @EventSourcingHandler
    void evolve(NoteProcessingUpdated event) {
        stream = event.stream().value();
        settings =
                new NoteProcessing(
                        Change.apply(event.enabled(), settings.enabled()),
                        Change.applyNullable(event.model(), settings.model()),
                        Change.apply(event.categorise(), settings.categorise()),
                        Change.apply(event.tag(), settings.tag()),
                        Change.apply(event.extractTodos(), settings.extractTodos()),
                        Change.apply(event.suggestLinks(), settings.suggestLinks()),
                        Change.apply(event.instructions(), settings.instructions()));
        version = event.version();
    }

    /** Whether notes are processed by this model. */
    public boolean uses(ModelSlug model) {
        return model.equals(settings.model());
    }

    /** The model that notes are processed by, if there is one. */
    public @Nullable ModelSlug model() {
        return settings.model();
    }

    NoteProcessing settings() {
        return settings;
    }

    long version() {
        return version;
    }
}
