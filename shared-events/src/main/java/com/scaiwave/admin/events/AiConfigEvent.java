package com.scaiwave.admin.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a tenant's AI configuration, except its set of enabled models: that is {@link
 * ModelEvent}.
 */
public sealed interface AiConfigEvent extends AdminEvent {

    /**
     * The configuration was replaced; a null field was not changed.
     *
     * @param version the version of the resource, which enabling a model raises as well
     * @param modelsVersion the version of the set of enabled models after this write, which may
     *     change it as well
     */
    record AiConfigUpdated(
            TenantId tenant,
            @Nullable Change<ModelSlug> defaultModel,
            @Nullable Change<List<PromptTemplate>> templates,
            @Nullable Change<AuthMode> authMode,
            @Nullable Change<StoredKey> apiKey,
            long modelsVersion,
            long version)
            implements AiConfigEvent {
        @Override
        public StreamId stream() {
            return StreamId.aiConfig(tenant);
        }
    }

    /** A named system prompt. */
    record PromptTemplate(String name, String prompt) {}

    /** How ScaiGrid is called: with each user's own token, or with the tenant's key. */
    enum AuthMode {
        PER_USER_EXCHANGE,
        SERVICE_TOKEN
    }

    /**
     * A stored API key, without its value.
     *
     * @param secret the id under which the log keeps the sealed value
     * @param lastFour its last four characters, the only part that is ever shown
     */
    record StoredKey(String secret, String lastFour) {
        /** The text that is shown in place of the key. */
        public String mask() {
            return "sgk_\u2026" + lastFour;
        }
    }
}
