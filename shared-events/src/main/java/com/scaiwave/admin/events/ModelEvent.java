package com.scaiwave.admin.events;

import org.jspecify.annotations.Nullable;

/** Changes of the set of models that a tenant has enabled; each tenant has one such stream. */
public sealed interface ModelEvent extends AdminEvent {
    TenantId tenant();

    ModelSlug model();

    /** The version of the model's own switch. */
    long version();

    /** The version of the whole set; the events of one append share it. */
    long setVersion();

    /** Whether the model is enabled after the event. */
    boolean enabled();

    @Override
    default StreamId stream() {
        return StreamId.models(tenant());
    }

    /**
     * A model was enabled.
     *
     * @param facts the catalog's data about the model at that time
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

    /** The catalog's data about a model. */
    record ModelFacts(
            String displayName,
            String modality,
            @Nullable Long contextWindow,
            @Nullable Long maxOutputTokens,
            String status,
            String healthStatus) {}
}
