package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.log.deadline.Client;
import java.io.Closeable;

/** The client of a read, for a process that waits for something else than a log. */
public final class ReadClient {
    private ReadClient() {}

    /** Whether this thread works on a read whose client was found to be gone. */
    public static boolean isGone() {
        return Client.isGone();
    }

    /**
     * Begins a wait, which lasts until it is closed.
     *
     * @param abort ends it early when the client is gone; not called for anything but a read
     */
    public static Closeable waiting(Runnable abort) {
        return Client.waiting(abort)::close;
    }
}
