package com.scaiwave.admin.proofs.verify;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.EventRow;
import com.scaiwave.admin.proofs.Leaf;
import com.scaiwave.admin.proofs.Leaf.Link;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the log, as leaves without a place in a chain. The next page is read while this one
 * is walked, and digested by all processors.
 */
final class Rows {
    private static final int PAGE = 1_000;

    private final EventLog log;
    private final Deque<Leaf> read = new ArrayDeque<>();
    private CompletableFuture<List<Leaf>> next;

    Rows(EventLog log, long after) {
        this.log = log;
        this.next = page(after);
    }

    private CompletableFuture<List<Leaf>> page(long after) {
        return CompletableFuture.supplyAsync(() ->
                log.rowsAfter(after, PAGE).parallelStream()
                        .map((EventRow row) -> Leaf.of(row, Link.FIRST))
                        .toList());
    }

    /** The next row, which stays the next one; null at the end of the log. */
    @Nullable Leaf peek() {
        return peek(0);
    }

    /** The row after that. */
    @Nullable Leaf second() {
        return peek(1);
    }

    Leaf take() {
        peek();
        return read.remove();
    }

    private @Nullable Leaf peek(int nth) {
        while (read.size() <= nth) {
            List<Leaf> page = next.join();
            if (page.isEmpty()) {
                return null;
            }
            read.addAll(page);
            next = page(page.getLast().position());
        }
        return nth == 0 ? read.peek() : read.stream().skip(nth).findFirst().orElseThrow();
    }
}
