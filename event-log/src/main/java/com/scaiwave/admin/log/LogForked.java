package com.scaiwave.admin.log;

/** The event at a reader's position is not the one that it read there: the log was replaced. */
public final class LogForked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogForked(String schema, long position) {
        super(schema + " has another event at position " + position + " than was read there");
    }
}
