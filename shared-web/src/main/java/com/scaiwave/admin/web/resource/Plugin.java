package com.scaiwave.admin.web.resource;

import com.scaiwave.admin.events.PluginId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A plugin, and its switch in one tenant. */
public record Plugin(
        PluginId id,
        String name,
        String version,
        String description,
        boolean enabled,
        @Nullable Instant changedAt,
        @Nullable String changedBy) {}
