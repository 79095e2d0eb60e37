/** Endpoint {@code GET /v1/admin/audit}: the log, told line by line. */
@NullMarked
package com.scaiwave.admin.query.audit;

import org.jspecify.annotations.NullMarked;
