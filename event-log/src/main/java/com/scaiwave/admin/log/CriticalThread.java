package com.scaiwave.admin.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that its process can't work without. If it dies, the process ends so that it is
 * restarted; otherwise it would report that it is healthy and serve nothing.
 */
public final class CriticalThread {
    private static final Logger LOG = LoggerFactory.getLogger(CriticalThread.class);
    private static final int FAILED = 1;

    private CriticalThread() {}

    public static Thread unstarted(String name, Runnable work) {
        return Thread.ofPlatform()
                .daemon()
                .name(name)
                .uncaughtExceptionHandler(CriticalThread::end)
                .unstarted(work);
    }

    /** Halts without shutdown hooks, which may wait for this very thread. */
    private static void end(Thread thread, Throwable cause) {
        try {
            LOG.atError()
                    .addKeyValue("thread", thread.getName())
                    .setCause(cause)
                    .log("a critical thread died, the process ends");
        } finally {
            Runtime.getRuntime().halt(FAILED);
        }
    }
}
