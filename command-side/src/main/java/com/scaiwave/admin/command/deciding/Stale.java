package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.events.StreamId;

/** What was decided no longer stands, because a stream that it read has grown: decide again. */
final class Stale extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient StreamId stream;

    Stale(StreamId stream) {
        super(null, null, false, false);
        this.stream = stream;
    }

    StreamId stream() {
        return stream;
    }
}
