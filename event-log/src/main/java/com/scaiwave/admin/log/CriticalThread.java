package com.scaiwave.admin.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that its process can't do without. If it dies, the process ends, so that it is started
 * again, rather than go on half alive: it would say that it is well and serve nothing.
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

    /** Without the hooks of a shutdown, which may wait for this very thread. */
    private static void end(Thread thread, Throwable cause) {
        try {
            LOG.atError()
                    .addKeyValue("thread", thread.getName())
                    .setCause(cause)
                    .log("a thread has died, and the process ends");
        } finally {
            Runtime.getRuntime().halt(FAILED);
        }
    }
}
