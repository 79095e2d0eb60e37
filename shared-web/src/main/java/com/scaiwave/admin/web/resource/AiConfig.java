package com.scaiwave.admin.web.resource;

import com.scaiwave.admin.events.AiConfigEvent.AuthMode;
import com.scaiwave.admin.events.AiConfigEvent.PromptTemplate;
import com.scaiwave.admin.events.ModelSlug;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /ai-config}: the key is only ever shown as its mask. */
public record AiConfig(
        @Nullable ModelSlug defaultModel,
        List<ModelSlug> enabledModels,
        List<PromptTemplate> systemPromptTemplates,
        AuthMode scaigridAuthMode,
        @Nullable String scaigridApiKey) {}
