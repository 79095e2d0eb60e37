/** Endpoints {@code GET /actuator/health}, {@code /readiness} and {@code /liveness}. */
@NullMarked
package com.scaiwave.admin.web.health;

import org.jspecify.annotations.NullMarked;
