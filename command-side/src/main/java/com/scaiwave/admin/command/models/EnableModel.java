package com.scaiwave.admin.command.models;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.ModelEvent.ModelFacts;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Enable a model for a tenant.
 *
 * @param facts what the catalog says of it; null where the catalog does not know it
 */
record EnableModel(
        TenantId tenant, ModelSlug model, @Nullable ModelFacts facts, ExpectedTags expected) {
    @TargetAggregateIdentifier
    String stream() {
        return StreamId.models(tenant).value();
    }
}
