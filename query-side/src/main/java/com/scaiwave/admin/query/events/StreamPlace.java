package com.scaiwave.admin.query.events;

import com.scaiwave.admin.log.Checkpoint;

/**
 * Where a stream is. The last event that it has sent may lie far behind what it has searched: if it
 * only knew that one, a stream whose filter or tenant has had no event for long would search
 * everything after it again whenever anybody writes.
 *
 * @param last the place of the last event that was sent, or where the stream started
 * @param searched the place up to which everything was found; at {@code last} or after it. If the
 *     log has this event, it has the last one
 */
record StreamPlace(Checkpoint last, Checkpoint searched) {
    static StreamPlace at(Checkpoint start) {
        return new StreamPlace(start, start);
    }

    StreamPlace searchedTo(Checkpoint end) {
        return end.position() > searched.position() ? new StreamPlace(last, end) : this;
    }
}
