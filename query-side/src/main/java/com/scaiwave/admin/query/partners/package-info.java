/** Endpoints {@code GET /v1/admin/partners} and {@code /partners/{partner_id}}. */
@NullMarked
package com.scaiwave.admin.query.partners;

import org.jspecify.annotations.NullMarked;
