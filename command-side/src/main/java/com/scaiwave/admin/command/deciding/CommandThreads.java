package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where commands are handled, each within the deadline of its request: in the thread that it came
 * in, unless that is a virtual one. The library that seals an event keeps ciphers and random
 * numbers in thread-locals. A virtual thread, new for each request, would create them each time,
 * which costs more than all the rest of a command; so commands from virtual threads run on this
 * pool of platform threads.
 */
final class CommandThreads implements Executor {
    private static final int MOST = 500;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    0,
                    MOST,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("command-", 0).factory(),
                    (_, _) -> {
                        throw new Refusal.Later(
                                ErrorCode.SW_UNAVAILABLE, "Too many are writing at once.", 1);
                    });

    @Override
    public void execute(Runnable command) {
        if (Thread.currentThread().isVirtual()) {
            threads.execute(Deadline.carried(command));
        } else {
            command.run();
        }
    }
}
