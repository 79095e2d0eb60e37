package com.scaiwave.admin.web.resource;

import com.scaiwave.admin.events.ModelSlug;
import org.jspecify.annotations.Nullable;

/** A model of the catalog as one tenant sees it. */
public record Model(
        ModelSlug slug,
        String displayName,
        String modality,
        @Nullable Long contextWindow,
        @Nullable Long maxOutputTokens,
        String status,
        String healthStatus,
        boolean enabled,
        boolean isDefault,
        @Nullable Participant participant) {}
