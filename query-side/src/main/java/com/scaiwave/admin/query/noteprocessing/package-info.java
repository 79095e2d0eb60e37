/** Endpoint {@code GET /v1/admin/note-processing}. */
@NullMarked
package com.scaiwave.admin.query.noteprocessing;

import org.jspecify.annotations.NullMarked;
