package com.scaiwave.admin.log;

import com.scaiwave.admin.events.StreamId;

/**
 * What the events of a stream came to.
 *
 * @param kind of state, and the revision of what it is made by: an older one is not taken
 * @param events how many there were
 * @param state of which every field is kept, personal values sealed
 */
public record Snapshot(StreamId stream, String kind, long events, Object state) {}
