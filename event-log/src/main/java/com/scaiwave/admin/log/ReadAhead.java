package com.scaiwave.admin.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log from one end to the other, for a reader that is far behind. The next page is fetched
 * while the current one is decoded, and decoded while the reader handles the current one.
 */
public final class ReadAhead {
    /** Not virtual threads: another thread has to wake those for each piece of a page. */
    private static final Executor THREADS =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("read-ahead-", 0).factory());

    private final EventLog log;
    private @Nullable Fetch next;

    public ReadAhead(EventLog log) {
        this.log = log;
    }

    /** Like {@link EventLog#readAfter(Checkpoint, int)}, but for one thread at a time. */
    public List<StoredEvent> readAfter(Checkpoint checkpoint, int limit) {
        Fetch fetch = next;
        next = null;
        if (fetch == null || !fetch.isAfter(checkpoint, limit)) {
            fetch = begin(checkpoint, limit);
        }
        try {
            List<EventRow> rows = fetch.rows().join();
            long bytes = rows.stream().mapToLong(EventRow::bytes).sum();
            if (PageReads.isFull(rows.size(), bytes, limit)) {
                EventRow last = rows.getLast();
                next = begin(new Checkpoint(last.position(), last.id()), limit);
            }
            return fetch.events().join();
        } catch (CompletionException e) {
            // Reads again directly, which throws the real cause or succeeds.
            next = null;
            return log.readAfter(checkpoint, limit);
        }
    }

    private Fetch begin(Checkpoint checkpoint, int limit) {
        CompletableFuture<List<EventRow>> rows =
                CompletableFuture.supplyAsync(
                        () -> log.pages().storedAfter(checkpoint, limit), THREADS);
        return new Fetch(
                checkpoint, limit, rows, rows.thenApplyAsync(log.pages()::decoded, THREADS));
    }

    private record Fetch(
            Checkpoint checkpoint,
            int limit,
            CompletableFuture<List<EventRow>> rows,
            CompletableFuture<List<StoredEvent>> events) {
        boolean isAfter(Checkpoint wanted, int most) {
            return checkpoint.equals(wanted) && limit == most;
        }
    }
}
