/** Endpoint {@code GET /v1/admin/plugins}. */
@NullMarked
package com.scaiwave.admin.query.plugins;

import org.jspecify.annotations.NullMarked;
