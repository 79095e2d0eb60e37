package com.scaiwave.admin.command.plugins;

import static com.scaiwave.admin.command.Node.NOW;
import static com.scaiwave.admin.command.Node.TENANT;

import com.scaiwave.admin.command.write.Precondition;
import com.scaiwave.admin.events.PluginId;
import org.jspecify.annotations.NullMarked;

/** Commands of this feature for stories of how any command is written. */
@NullMarked
public final class PluginCommands {
    private static final PluginId WEB = new PluginId("scaiwave.web");

    private PluginCommands() {}

    public static Object enable(String by, Precondition precondition) {
        return new EnablePlugin(TENANT, WEB, NOW, by, precondition);
    }

    public static Object disable(String by, Precondition precondition) {
        return new DisablePlugin(TENANT, WEB, NOW, by, precondition);
    }
}
