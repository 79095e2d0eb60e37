/**
 * The events that the command side and the query side share, with their ids and metadata.
 *
 * <p>This package does not depend on Spring, Axon or a database. An event is a record in the sealed
 * interface of its stream, below the one sealed root {@link com.scaiwave.admin.events.Event}, so
 * that code for all events is an exhaustive {@code switch}. {@link
 * com.scaiwave.admin.events.EventType} gives each event its stable name and revision in the log.
 */
@NullMarked
package com.scaiwave.admin.events;

import org.jspecify.annotations.NullMarked;
