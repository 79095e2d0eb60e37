/** Endpoints {@code GET /v1/admin/participants} and {@code /participants/{participant_id}}. */
@NullMarked
package com.scaiwave.admin.query.participants;

import org.jspecify.annotations.NullMarked;
