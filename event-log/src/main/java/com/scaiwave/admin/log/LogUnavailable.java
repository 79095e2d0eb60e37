package com.scaiwave.admin.log;

import org.jspecify.annotations.Nullable;

/**
 * The log did not answer in time, or takes no appends. After an append that was not answered in
 * time, the caller doesn't know whether it was stored.
 */
public final class LogUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
