/**
 * Projects the logs into tables. {@link com.scaiwave.admin.query.projection.Followers} keeps the
 * projections up to date, {@link com.scaiwave.admin.query.projection.Projections} sets them up and
 * rebuilds them. Each build of a projection's tables is a generation, with checkpoints that are
 * leased. {@code Parking} stores the tenants that a projection has parked.
 */
@NullMarked
package com.scaiwave.admin.query.projection;

import org.jspecify.annotations.NullMarked;
