/** Endpoint {@code GET /v1/admin/prompt-studio}. */
@NullMarked
package com.scaiwave.admin.query.promptstudio;

import org.jspecify.annotations.NullMarked;
