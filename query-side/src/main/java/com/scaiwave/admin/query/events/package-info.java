/** Endpoint {@code GET /v1/admin/events}: the audit log as CloudEvents, in pages or as a stream. */
@NullMarked
package com.scaiwave.admin.query.events;

import org.jspecify.annotations.NullMarked;
