package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.StreamId;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as the log has it.
 *
 * @param position its place in the log: 1, 2, 3 … without a gap
 * @param sequence its place in its stream, from 0
 * @param recordedAt when the log took it, in microseconds; rises with the position
 * @param bytes what payload and metadata take as they are stored; decoded they take several times
 *     that
 */
public record StoredEvent(
        long position,
        UUID id,
        StreamId stream,
        long sequence,
        Event event,
        EventMetadata metadata,
        Instant recordedAt,
        int bytes) {

    /** Of a reader that has read up to it. */
    public Checkpoint checkpoint() {
        return new Checkpoint(position, id);
    }
}
