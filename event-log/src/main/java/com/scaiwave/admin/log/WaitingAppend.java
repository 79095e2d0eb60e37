package com.scaiwave.admin.log;

import com.scaiwave.admin.log.AppendBatch.Encoded;
import java.util.concurrent.CompletableFuture;

/** An append whose caller waits for its outcome. */
record WaitingAppend(Encoded append, CompletableFuture<Outcome> outcome) {
    WaitingAppend(Encoded append) {
        this(append, new CompletableFuture<>());
    }

    /** Whether its caller has an outcome, or has given up. */
    boolean isDone() {
        return outcome.isDone();
    }

    void fail(RuntimeException e) {
        outcome.completeExceptionally(e);
    }
}
