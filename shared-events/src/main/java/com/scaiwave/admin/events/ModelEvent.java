package com.scaiwave.admin.events;

import org.jspecify.annotations.Nullable;

/** The set of models that a tenant has enabled: one stream a tenant. */
public sealed interface ModelEvent extends AdminEvent {
    TenantId tenant();

    ModelSlug model();

    /** The version of the model's own switch. */
    long version();

    /** The version of the whole set; the events of one append share it. */
    long setVersion();

    /** Whether the model is enabled after it. */
    boolean enabled();

    @Override
    default StreamId stream() {
        return StreamId.models(tenant());
    }

    /**
     * A model was enabled.
     *
     * @param facts what the catalog said of it then
     */
    record ModelEnabled(
            TenantId tenant, ModelSlug model, ModelFacts facts, long setVersion, long version)
            implements ModelEvent {
        @Override
        public boolean enabled() {
            return true;
        }
    }

    /** A model was disabled. */
    record ModelDisabled(TenantId tenant, ModelSlug model, long setVersion, long version)
            implements ModelEvent {
        @Override
        public boolean enabled() {
            return false;
        }
    }

    /** What the catalog knows of a model. */
    record ModelFacts(
            String displayName,
            String modality,
            @Nullable Long contextWindow,
            @Nullable Long maxOutputTokens,
            String status,
            String healthStatus) {}
}
