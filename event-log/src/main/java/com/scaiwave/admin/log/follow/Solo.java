package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.follow.BatchOutcome.Failed;
import com.scaiwave.admin.log.follow.BatchOutcome.Moved;
import com.scaiwave.admin.log.follow.BatchOutcome.Step;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Moves one follower in a thread of its own until it has caught up. */
record Solo<F extends Follower>(
        F follower,
        Advance<F> advance,
        Pages log,
        Standing<F> standing,
        Backoff backoff,
        Runnable caughtUp,
        BooleanSupplier closed)
        implements Runnable {

    @Override
    public void run() {
        boolean more = true;
        while (more && !closed.getAsBoolean()) {
            try {
                more = step();
            } catch (RuntimeException e) {
                failed(e);
            }
        }
        if (!more) {
            caughtUp.run();
        }
    }

    /** Moves the follower by a batch; returns whether there may be more events. */
    private boolean step() {
        return switch (advance.alone(follower, log)) {
            case Moved<F> moved -> {
                backoff.reset();
                Step step = moved.step(follower);
                standing.reached(Map.of(follower, step));
                yield step.more();
            }
            case Failed<F> failed -> {
                failed(failed.reason());
                yield true;
            }
        };
    }

    private void failed(RuntimeException reason) {
        if (!closed.getAsBoolean()) {
            standing.failed(follower, reason);
            backoff.pause();
        }
    }
}
