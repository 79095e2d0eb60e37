package com.scaiwave.admin.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tenant's AI configuration, but for the set of enabled models, which {@link ModelEvent} has. */
public sealed interface AiConfigEvent extends AdminEvent {

    /**
     * The configuration was replaced; what is null was not changed by it.
     *
     * @param version the version of the resource, which enabling a model raises as well
     * @param modelsVersion the version of the set of enabled models that it was decided on, after
     *     this write
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
     * A key that the vault keeps.
     *
     * @param secret where the vault has it
     * @param lastFour its last four characters, all that is ever shown
     */
    record StoredKey(String secret, String lastFour) {
        /** What stands for the key wherever it would be shown. */
        public String mask() {
            return "sgk_\u2026" + lastFour;
        }
    }
}
