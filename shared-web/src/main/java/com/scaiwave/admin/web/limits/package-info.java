/** Rate limits per caller and tenant, shared by all nodes through PostgreSQL; off by default. */
@NullMarked
package com.scaiwave.admin.web.limits;

import org.jspecify.annotations.NullMarked;
