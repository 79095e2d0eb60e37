package com.scaiwave.admin.command.participants;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.deciding.ReadOnlyFields;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.TenantId;
import java.time.Instant;

/**
 * Create the one participant that a model's own endpoint configures, or change it.
 *
 * @param participant follows from tenant and model, so that two callers mean the same one
 * @param known whether the catalog knows the model
 */
record ConfigureParticipant(
        TenantId tenant,
        ModelSlug model,
        ParticipantId participant,
        ParticipantSettings settings,
        boolean known,
        ReadOnlyFields readOnly,
        Instant at,
        ExpectedTags expected) {}
