/** Endpoint {@code PUT /v1/admin/ai-config}: default model, templates, mode and key of a tenant. */
@NullMarked
package com.scaiwave.admin.command.aiconfig;

import org.jspecify.annotations.NullMarked;
