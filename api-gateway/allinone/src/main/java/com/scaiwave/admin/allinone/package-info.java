/**
 * Both sides in one process, on an embedded PostgreSQL, for development: {@code ./admin}. The sides
 * are the jars that a split deployment runs, each with connections of its own; they share nothing
 * but PostgreSQL.
 */
@NullMarked
package com.scaiwave.admin.allinone;

import org.jspecify.annotations.NullMarked;
