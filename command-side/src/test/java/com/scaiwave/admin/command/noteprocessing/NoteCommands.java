package com.scaiwave.admin.command.noteprocessing;

import static com.scaiwave.admin.command.Node.TENANT;

import com.scaiwave.admin.command.write.Precondition;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.web.resource.NoteProcessing;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Commands of this feature for stories that span features. */
@NullMarked
public final class NoteCommands {
    private NoteCommands() {}

    public static Object process(@Nullable ModelSlug model) {
        return new ReplaceNoteProcessing(
                TENANT,
                new NoteProcessing(false, model, false, false, false, false, ""),
                Precondition.NONE);
    }
}
