/**
 * Both sides in one process, on an embedded PostgreSQL, for development: {@code ./admin}. The sides
 * are the jars that a split deployment runs. Each has connections, logs and a vault of its own;
 * they share the database, the master key, the rate limits and the lookup of tenants.
 */
@NullMarked
package com.scaiwave.admin.allinone;

import org.jspecify.annotations.NullMarked;
