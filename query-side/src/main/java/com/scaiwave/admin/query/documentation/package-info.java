/** Endpoints {@code GET /v1/openapi.json} and the page at {@code /docs}. */
@NullMarked
package com.scaiwave.admin.query.documentation;

import org.jspecify.annotations.NullMarked;
