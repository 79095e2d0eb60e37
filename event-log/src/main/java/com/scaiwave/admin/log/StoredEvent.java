package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.StreamId;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as the log stores it.
 *
 * @param position its place in the log: 1, 2, 3 … without a gap
 * @param sequence its place in its stream, from 0
 * @param recordedAt when the log recorded it, to the microsecond; rises with the position
 * @param bytes the stored size of payload and metadata; decoded they take several times that
 * @param digest of the stored bytes, for proofs
 */
public record StoredEvent(
        long position,
        UUID id,
        StreamId stream,
        long sequence,
        Event event,
        EventMetadata metadata,
        Instant recordedAt,
        int bytes,
        EventDigest digest) {

    /** The checkpoint of a reader that has read up to this event. */
    public Checkpoint checkpoint() {
        return new Checkpoint(position, id);
    }
}
