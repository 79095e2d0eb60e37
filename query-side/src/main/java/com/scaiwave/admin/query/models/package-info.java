/** Endpoint {@code GET /v1/admin/models/catalog}. */
@NullMarked
package com.scaiwave.admin.query.models;

import org.jspecify.annotations.NullMarked;
