package com.scaiwave.admin.command.noteprocessing;

import com.scaiwave.admin.command.models.ModelEnablement;
import com.scaiwave.admin.command.write.Aggregates;
import com.scaiwave.admin.command.write.Aggregates.Loaded;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.command.write.Written;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.resource.NoteProcessing;
import org.axonframework.commandhandling.CommandHandler;

/** The rule: notes are processed by an enabled model. */
public final class ReplaceNoteProcessingHandler {
    private final Aggregates<NoteProcessingSettings> notes;
    private final Aggregates<ModelEnablement> models;

    public ReplaceNoteProcessingHandler(
            Aggregates<NoteProcessingSettings> notes, Aggregates<ModelEnablement> models) {
        this.notes = notes;
        this.models = models;
    }

    @CommandHandler
    Written<NoteProcessing> decide(ReplaceNoteProcessing command, Recorder recorder) {
        StreamId stream = StreamId.noteProcessing(command.tenant());
        ModelSlug model = command.settings().model();
        if (model != null
                && !models.load(StreamId.models(command.tenant())).ask(m -> m.isEnabled(model))) {
            throw Refusal.invalid("/model", "is not an enabled model");
        }
        Loaded<NoteProcessingSettings> settings = notes.load(stream);
        command.precondition().check(settings.ask(NoteProcessingSettings::version));
        settings.tell(s -> s.replace(command.tenant(), command.settings(), recorder));
        return Written.of(
                settings.ask(NoteProcessingSettings::settings),
                settings.ask(NoteProcessingSettings::version),
                stream);
    }
}
