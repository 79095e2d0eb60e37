/**
 * How the log becomes tables. {@link com.scaiwave.admin.query.projection.Followers} keeps the
 * projections up with it, {@link com.scaiwave.admin.query.projection.Projections} sets them up and
 * builds them anew; each making of a projection's tables is a generation, with checkpoints that are
 * leased. {@code Parking} has the tenants that a projection has left behind.
 */
@NullMarked
package com.scaiwave.admin.query.projection;

import org.jspecify.annotations.NullMarked;
