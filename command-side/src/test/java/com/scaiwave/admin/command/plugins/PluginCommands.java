package com.scaiwave.admin.command.plugins;

import static com.scaiwave.admin.command.CommandNode.NOW;
import static com.scaiwave.admin.command.CommandNode.TENANT;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.PluginId;
import org.jspecify.annotations.NullMarked;

/** Commands of this feature for stories of how any command is written. */
@NullMarked
public final class PluginCommands {
    private static final PluginId WEB = new PluginId("scaiwave.web");

    private PluginCommands() {}

    public static Object enable(String by, ExpectedTags expected) {
        return new EnablePlugin(TENANT, WEB, NOW, by, expected);
    }

    public static Object disable(String by, ExpectedTags expected) {
        return new DisablePlugin(TENANT, WEB, NOW, by, expected);
    }
}
