/**
 * Connections to a PostgreSQL that may be slow, gone or another one: requests end in time even if
 * it does not answer at all, and caches are evicted when it has restarted.
 */
@NullMarked
package com.scaiwave.admin.log.deadline;

import org.jspecify.annotations.NullMarked;
