package com.scaiwave.admin.command.participants;

import com.scaiwave.admin.events.LocalId;
import com.scaiwave.admin.events.ParticipantEvent.ResponseMode;

/** What a body says of a participant. */
record ParticipantSettings(
        LocalId localId,
        String displayName,
        String systemPrompt,
        ResponseMode defaultResponseMode,
        boolean enabled) {}
