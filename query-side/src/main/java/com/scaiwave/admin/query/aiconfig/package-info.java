/** Endpoint {@code GET /v1/admin/ai-config}. */
@NullMarked
package com.scaiwave.admin.query.aiconfig;

import org.jspecify.annotations.NullMarked;
