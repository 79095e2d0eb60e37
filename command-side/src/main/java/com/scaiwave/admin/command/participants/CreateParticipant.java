package com.scaiwave.admin.command.participants;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.TenantId;
import java.time.Instant;

/** Create a participant that is a model; a model can have any number of them. */
record CreateParticipant(
        TenantId tenant,
        ModelSlug model,
        ParticipantId participant,
        ParticipantSettings settings,
        Instant at,
        ExpectedTags expected) {}
