package com.scaiwave.admin.command.noteprocessing;

import com.scaiwave.admin.command.deciding.Aggregates;
import com.scaiwave.admin.command.deciding.Decided;
import com.scaiwave.admin.command.models.ModelEnablement;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.web.refusal.Refusal;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** The rule: notes are processed by an enabled model. */
@Component
record ReplaceNoteProcessingHandler(
        Aggregates<NoteProcessingSettings.State> notes, Aggregates<ModelEnablement.State> models) {

    @CommandHandler
    Decided<NoteProcessingSettings.State> decide(ReplaceNoteProcessing command) {
        StreamId stream = StreamId.noteProcessing(command.tenant());
        ModelSlug model = command.settings().model();
        if (model != null && !models.load(StreamId.models(command.tenant())).isEnabled(model)) {
            throw Refusal.invalid("/model", "is not an enabled model");
        }
        NoteProcessingSettings.State before = notes.load(stream);
        command.expected().check(before.version());
        NoteProcessingSettings.State after =
                notes.record(stream, before.replace(command.tenant(), command.settings()));
        return Decided.of(after, after.version(), stream);
    }
}
