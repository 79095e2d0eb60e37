package com.scaiwave.admin.command.noteprocessing;

import static com.scaiwave.admin.command.CommandNode.TENANT;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.NoteSettings;
import com.scaiwave.admin.web.resource.NoteProcessing;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Commands of this feature for stories that span features. */
@NullMarked
public final class NoteCommands {
    private NoteCommands() {}

    public static Object resource(NoteProcessingSettings.State state) {
        return new NoteProcessing(state.settings());
    }

    public static Object process(@Nullable ModelSlug model) {
        return new ReplaceNoteProcessing(
                TENANT,
                new NoteSettings(false, model, false, false, false, false, ""),
                ExpectedTags.NONE);
    }
}
