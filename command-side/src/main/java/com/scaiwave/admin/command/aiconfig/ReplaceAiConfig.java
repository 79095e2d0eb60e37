package com.scaiwave.admin.command.aiconfig;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.AiConfigEvent.AuthMode;
import com.scaiwave.admin.events.AiConfigEvent.PromptTemplate;
import com.scaiwave.admin.events.ModelEvent.ModelFacts;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.TenantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replace a tenant's AI configuration.
 *
 * @param enabledModels as they stand in the body
 * @param known what the catalog says of those that it knows
 */
record ReplaceAiConfig(
        TenantId tenant,
        @Nullable ModelSlug defaultModel,
        List<ModelSlug> enabledModels,
        Map<ModelSlug, ModelFacts> known,
        List<PromptTemplate> templates,
        AuthMode authMode,
        KeyInput apiKey,
        ExpectedTags expected) {
    ReplaceAiConfig {
        enabledModels = List.copyOf(enabledModels);
        known = Map.copyOf(known);
        templates = List.copyOf(templates);
    }

    /** What the body wants of the key. */
    sealed interface KeyInput {
        /** The body does not have it, or has the mask that GET returned. */
        record Keep(@Nullable String mask) implements KeyInput {}

        /** The body has null. */
        record Clear() implements KeyInput {}

        /** The body has a key. */
        record Set(String key) implements KeyInput {
            String lastFour() {
                return key.substring(key.length() - 4);
            }

            @Override
            public String toString() {
                return "Set";
            }
        }
    }
}
