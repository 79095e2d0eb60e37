/** Endpoint {@code GET /v1/admin/stats}. */
@NullMarked
package com.scaiwave.admin.query.stats;

import org.jspecify.annotations.NullMarked;
