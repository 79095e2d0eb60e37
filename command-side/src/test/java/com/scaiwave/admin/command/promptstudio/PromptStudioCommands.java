package com.scaiwave.admin.command.promptstudio;

import static com.scaiwave.admin.command.CommandNode.TENANT;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Commands of this feature for stories of how any command is written. */
@NullMarked
public final class PromptStudioCommands {
    private PromptStudioCommands() {}

    public static Object openTo(String role, ExpectedTags expected) {
        return new ReplacePromptStudio(TENANT, true, List.of(role), List.of(), expected);
    }
}
