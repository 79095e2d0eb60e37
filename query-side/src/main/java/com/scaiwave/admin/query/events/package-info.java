/**
 * Endpoint {@code GET /v1/admin/events}: the audit log as CloudEvents, in pages and as they come.
 */
@NullMarked
package com.scaiwave.admin.query.events;

import org.jspecify.annotations.NullMarked;
