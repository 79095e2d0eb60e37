/**
 * The log: one append-only table in PostgreSQL, the only truth.
 *
 * <p>{@link com.scaiwave.admin.log.EventLog} is all that others need: append, read, head. Positions
 * are dense and in commit order, so whoever has read up to one has seen everything up to it.
 */
@NullMarked
package com.scaiwave.admin.log;

import org.jspecify.annotations.NullMarked;
