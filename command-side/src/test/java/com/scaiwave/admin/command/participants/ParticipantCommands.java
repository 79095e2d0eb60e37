package com.scaiwave.admin.command.participants;

import static com.scaiwave.admin.command.CommandNode.NOW;
import static com.scaiwave.admin.command.CommandNode.TENANT;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.deciding.ReadOnlyFields;
import com.scaiwave.admin.events.LocalId;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.ParticipantEvent.ResponseMode;
import com.scaiwave.admin.events.ParticipantId;
import org.jspecify.annotations.NullMarked;

/** Commands of this feature for stories of how any command is written. */
@NullMarked
public final class ParticipantCommands {
    private ParticipantCommands() {}

    public static Object resource(ModelParticipant.State participant) {
        return ParticipantsApi.resource(participant.existing(), "example.org");
    }

    /** Gives a model's own participant a name. */
    public static Object name(ModelSlug model, String name) {
        return new ConfigureParticipant(
                TENANT,
                model,
                new ParticipantId("ptc_ada"),
                new ParticipantSettings(
                        new LocalId("ada"), name, "Be brief.", ResponseMode.STREAMING, true),
                true,
                ReadOnlyFields.NONE,
                NOW,
                ExpectedTags.NONE);
    }
}
