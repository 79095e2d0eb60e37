package com.scaiwave.admin.command.models;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.TenantId;

/**
 * Disable a model for a tenant.
 *
 * @param known whether the catalog knows it
 */
record DisableModel(TenantId tenant, ModelSlug model, boolean known, ExpectedTags expected) {}
