package com.scaiwave.admin.log;

import org.jspecify.annotations.Nullable;

/** The log did not answer in time. Whether an append was stored is then unknown to its caller. */
public final class LogUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
