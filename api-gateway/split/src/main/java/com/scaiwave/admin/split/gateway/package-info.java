/**
 * The gateway of a split deployment: reads go to the query side, the rest to the command side, each
 * as the client sent it. It checks no token, and handles no endpoint itself but {@code GET
 * /actuator/health/readiness} and {@code /liveness}.
 */
@NullMarked
package com.scaiwave.admin.split.gateway;

import org.jspecify.annotations.NullMarked;
