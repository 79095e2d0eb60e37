package com.scaiwave.admin.web.resource;

import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.ParticipantEvent.ResponseMode;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.ParticipantType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A participant of a tenant, of any {@link ParticipantType}. */
public record Participant(
        ParticipantId id,
        ParticipantType type,
        @Nullable String localId,
        @Nullable String fqid,
        @Nullable String displayName,
        @Nullable ModelSlug model,
        @Nullable String systemPrompt,
        @Nullable ResponseMode defaultResponseMode,
        boolean enabled,
        Instant createdAt) {

    /** The fully qualified id, which is unique beyond the tenant. */
    public static String fqid(String localId, String serverName) {
        return "@" + localId + ":" + serverName;
    }
}
