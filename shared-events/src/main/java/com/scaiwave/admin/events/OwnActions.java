package com.scaiwave.admin.events;

import java.util.Set;

/**
 * The actions in the audit log that are reserved for this API: a platform event that names one of
 * them is refused. {@code AuditLinesTest} requires the action of each event of ours.
 */
public final class OwnActions {
    private static final Set<String> ALL =
            Set.of(
                    "ai_config.update",
                    "prompt_studio.update",
                    "note_processing.update",
                    "model.enable",
                    "model.disable",
                    "plugin.enable",
                    "plugin.disable",
                    "participant.create",
                    "participant.update",
                    "tenant.create",
                    "partner.create",
                    "partner.update",
                    "proofs.rotate_key",
                    "log.restore",
                    // Not recorded yet.
                    "access.deny",
                    "audit.read",
                    "audit.export");

    private OwnActions() {}

    public static boolean contain(String action) {
        return ALL.contains(action);
    }
}
