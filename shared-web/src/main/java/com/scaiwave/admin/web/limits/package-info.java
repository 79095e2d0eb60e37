/** Rate limits, a caller and a tenant, shared by all nodes through PostgreSQL; off by default. */
@NullMarked
package com.scaiwave.admin.web.limits;

import org.jspecify.annotations.NullMarked;
