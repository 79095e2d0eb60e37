package com.scaiwave.admin.log;

import com.scaiwave.admin.events.StreamId;

/**
 * The state of a stream after some number of its events.
 *
 * @param kind the kind of state, with the revision of the code that makes it; a snapshot of another
 *     revision is not used
 * @param events how many events it includes
 * @param state the state; all its fields are stored, personal values sealed
 */
public record Snapshot(StreamId stream, String kind, long events, Object state) {}
