/** Endpoints {@code POST /v1/admin/partners} and {@code PUT /v1/admin/partners/{partner_id}}. */
@NullMarked
package com.scaiwave.admin.command.partners;

import org.jspecify.annotations.NullMarked;
