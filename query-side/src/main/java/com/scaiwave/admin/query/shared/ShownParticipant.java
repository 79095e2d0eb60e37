package com.scaiwave.admin.query.shared;

import com.scaiwave.admin.views.ParticipantView;
import com.scaiwave.admin.views.SwitchView;
import com.scaiwave.admin.web.resource.Participant;
import org.jspecify.annotations.Nullable;

/** A participant as clients see it. */
public final class ShownParticipant {
    private ShownParticipant() {}

    /**
     * A participant, from its view and its model's switch; the server's name is part of its fqid.
     */
    public static Participant of(
            ParticipantView view, @Nullable SwitchView modelSwitch, String serverName) {
        String localId = view.localId();
        return new Participant(
                view.id(),
                view.type(),
                localId,
                localId == null ? null : Participant.fqid(localId, serverName),
                view.personalName() == null ? view.displayName() : view.personalName().value(),
                view.model(),
                view.systemPrompt(),
                view.defaultResponseMode(),
                view.isShownEnabled(modelSwitch),
                view.createdAt());
    }
}
