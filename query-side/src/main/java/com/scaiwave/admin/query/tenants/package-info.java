/** Endpoints {@code GET /v1/admin/tenants} and {@code /tenants/{tenant_id}}. */
@NullMarked
package com.scaiwave.admin.query.tenants;

import org.jspecify.annotations.NullMarked;
