/**
 * The log: an append-only table in PostgreSQL, the single source of truth.
 *
 * <p>{@link com.scaiwave.admin.log.EventLog} is the interface for other modules: append, read,
 * head. Positions are dense and in commit order, so a reader that has read up to a position has
 * seen every event up to it.
 */
@NullMarked
package com.scaiwave.admin.log;

import org.jspecify.annotations.NullMarked;
