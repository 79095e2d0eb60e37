/**
 * What happened: the events that both sides share, the ids in them and what travels with them.
 *
 * <p>Nothing here knows Spring, Axon or a database. An event is a record in the sealed interface of
 * its stream, below the one sealed root {@link com.scaiwave.admin.events.Event}, so that whoever
 * has to treat every event does so in an exhaustive {@code switch}. {@link
 * com.scaiwave.admin.events.EventType} gives each its stable name and revision in the log.
 */
@NullMarked
package com.scaiwave.admin.events;

import org.jspecify.annotations.NullMarked;
