/** Endpoint {@code GET /v1/admin/audit}: the audit log, page by page. */
@NullMarked
package com.scaiwave.admin.query.audit;

import org.jspecify.annotations.NullMarked;
