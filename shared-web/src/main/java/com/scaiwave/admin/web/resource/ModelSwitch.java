package com.scaiwave.admin.web.resource;

import com.scaiwave.admin.events.ModelSlug;

/** Whether a tenant has a model enabled. */
public record ModelSwitch(ModelSlug slug, boolean enabled) {}
