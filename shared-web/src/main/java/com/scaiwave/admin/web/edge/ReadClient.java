package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.log.deadline.Client;
import java.io.Closeable;

/** The client of a read, for code that waits for something other than the log. */
public final class ReadClient {
    private ReadClient() {}

    /** Whether this thread handles a read whose client has disconnected. */
    public static boolean isGone() {
        return Client.isGone();
    }

    /**
     * Begins a wait that lasts until the result is closed.
     *
     * @param abort ends the wait early if the client disconnects; called for reads only
     */
    public static Closeable waiting(Runnable abort) {
        return Client.waiting(abort)::close;
    }
}
