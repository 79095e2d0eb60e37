package com.scaiwave.admin.web.caller;

import com.scaiwave.admin.events.ActorType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The claims of a valid token, read under their configured names. */
public record TokenClaims(
        String subject,
        @Nullable String tenant,
        @Nullable String partner,
        List<String> roles,
        List<String> permissions,
        ActorType actorType,
        Instant expiresAt) {}
