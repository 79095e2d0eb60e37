package com.scaiwave.admin.web.edge;

import java.io.IOException;

/** A client sends its body, or takes its answer, slower than the contract demands. */
final class SlowClient extends IOException {
    private static final long serialVersionUID = 1L;

    /** At least this many bytes have to pass within {@link #SECONDS}. */
    static final int BYTES = 1024;

    static final int SECONDS = 10;

    SlowClient(String message) {
        super(message);
    }
}
