package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.LogUnavailable;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * A subscriber in a process of its own, to be killed. It prints its position and how many events
 * were wrong.
 */
@Command(name = "read", hidden = true)
public final class Reading implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(20);

    @Parameters(index = "0")
    private String url = "";

    @Parameters(index = "1")
    private long position;

    @Parameters(index = "2", arity = "0..1")
    private @Nullable UUID event;

    @Override
    public Integer call() throws Exception {
        try (LogDatabase database = LogDatabase.open(url, Child.told())) {
            Seen seen = new Seen(new Checkpoint(position, event));
            while (true) {
                try {
                    if (seen.next(database.log())) {
                        Checkpoint checkpoint = seen.checkpoint();
                        System.out.println(
                                checkpoint.position()
                                        + " "
                                        + checkpoint.event()
                                        + " "
                                        + seen.wrong());
                        System.out.flush();
                    } else {
                        LockSupport.parkNanos(PAUSE.toNanos());
                    }
                } catch (LogUnavailable e) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }
}
