/** Deadlines, by which requests end in time even if PostgreSQL does not answer at all. */
@NullMarked
package com.scaiwave.admin.log.deadline;

import org.jspecify.annotations.NullMarked;
