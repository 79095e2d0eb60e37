/** Requests end in time, also when PostgreSQL does not answer at all. */
@NullMarked
package com.scaiwave.admin.log.deadline;

import org.jspecify.annotations.NullMarked;
